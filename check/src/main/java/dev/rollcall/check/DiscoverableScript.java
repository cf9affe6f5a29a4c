package dev.rollcall.check;

import dev.rollcall.scim.message.Urns;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Every attribute that Entra's default mapping writes is in {@code /Schemas}, flattened as the gallery's test does. */
final class DiscoverableScript implements CheckScript {
    private static final List<String> MAPPED = List.of("username", "active", "displayname", "title",
            "preferredlanguage",
            "externalid", "name.givenname", "name.familyname", "name.formatted", "emails.value", "addresses.formatted",
            "addresses.streetaddress", "addresses.locality", "addresses.region", "addresses.postalcode",
            "addresses.country", "phonenumbers.value");
    private static final List<String> ENTERPRISE = List.of("employeenumber", "department", "manager");

    @Override
    public boolean creates() {
        return false;
    }

    @Override
    public void run(Workbench bench) {
        Set<String> known = new HashSet<>();
        JsonNode list = new ScriptRequests(bench).read("/Schemas");
        for (JsonNode schema : list.path("Resources")) {
            String prefix = schema.path("id").asString("").equalsIgnoreCase(Urns.ENTERPRISE_USER) ? "enterprise:" : "";
            schema.path("attributes").forEach(attribute -> flatten(prefix, attribute, known));
        }
        // A common attribute: RFC 7643 §3.1 keeps it out of the schemas, and most servers list it all the same.
        known.add("externalid");
        demand(known, "", MAPPED);
        if (bench.run().capabilities().has(Capability.ENTERPRISE)) {
            demand(known, "enterprise:", ENTERPRISE);
        }
        if (bench.run().capabilities().has(Capability.GROUPS)) {
            demand(known, "", List.of("members"));
        }
    }

    private static void flatten(String prefix, JsonNode attribute, Set<String> known) {
        String name = prefix + attribute.path("name").asString("").toLowerCase(Locale.ROOT);
        known.add(name);
        attribute.path("subAttributes")
                .forEach(sub -> known.add(name + "." + sub.path("name").asString("").toLowerCase(Locale.ROOT)));
    }

    private static void demand(Set<String> known, String prefix, List<String> names) {
        List<String> missing = names.stream().filter(name -> !known.contains(prefix + name)).toList();
        if (!missing.isEmpty()) {
            throw new CheckFailure("GET /Schemas: the schemas should have " + String.join(", ", missing)
                    + (prefix.isEmpty() ? "." : " in the enterprise extension."));
        }
    }
}
