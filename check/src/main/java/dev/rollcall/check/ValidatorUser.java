package dev.rollcall.check;

import dev.rollcall.scim.message.Urns;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A user with the 36 attributes of Microsoft's validator, by the paths that its PATCH requests have (entra.md §6.1). */
final class ValidatorUser {
    private static final Pattern FILTERED = Pattern.compile("(\\w+)\\[(\\w+) eq \"([^\"]*)\"]\\.(\\w+)");
    private static final String TEXTS = """
        displayName title emails[type eq "work"].value preferredLanguage name.givenName name.familyName
        name.formatted name.middleName name.honorificPrefix name.honorificSuffix
        addresses[type eq "work"].formatted addresses[type eq "work"].streetAddress
        addresses[type eq "work"].locality addresses[type eq "work"].region addresses[type eq "work"].postalCode
        addresses[type eq "work"].country phoneNumbers[type eq "work"].value phoneNumbers[type eq "mobile"].value
        phoneNumbers[type eq "fax"].value E:employeeNumber E:department E:costCenter E:organization E:division
        roles[primary eq "True"].display roles[primary eq "True"].value roles[primary eq "True"].type
        userType nickName locale timezone profileUrl""";
    /** What a careful endpoint may want to be well-formed; the validator itself sends letters there. */
    private static final Map<String, String[]> WELL_FORMED = Map.of(
            "preferredLanguage", new String[]{"en-US", "de-CH"},
            "locale", new String[]{"en-US", "de-CH"},
            "timezone", new String[]{"Europe/Zurich", "America/Los_Angeles"},
            "profileUrl", new String[]{"https://check.example/a", "https://check.example/b"},
            "addresses[type eq \"work\"].country", new String[]{"CH", "US"},
            "emails[type eq \"work\"].value", new String[]{"a@check.example", "b@check.example"},
            "phoneNumbers[type eq \"work\"].value", new String[]{"+1 425 555 0101", "+1 425 555 0111"},
            "phoneNumbers[type eq \"mobile\"].value", new String[]{"+1 425 555 0102", "+1 425 555 0112"},
            "phoneNumbers[type eq \"fax\"].value", new String[]{"+1 425 555 0103", "+1 425 555 0113"});

    private final SequencedMap<String, JsonNode> values = new LinkedHashMap<>();

    /**
     * @param edition 0 or 1: no text of one is that of the other
     * @param enterprise whether the attributes of the enterprise extension belong to it
     */
    ValidatorUser(int edition, boolean enterprise) {
        values.put("active", JsonNodeFactory.instance.booleanNode(true));
        for (String path : TEXTS.split("\\s+(?![^\\[]*])")) {
            if (enterprise || !path.startsWith("E:")) {
                String[] texts = WELL_FORMED.getOrDefault(path,
                        new String[]{"First " + values.size(), "Second " + values.size()});
                values.put(path.replace("E:", Urns.ENTERPRISE_USER + ":"),
                        JsonNodeFactory.instance.stringNode(texts[edition]));
            }
        }
        for (String list : new String[]{"emails", "addresses", "phoneNumbers"}) {
            values.put(list + "[type eq \"work\"].primary", JsonNodeFactory.instance.booleanNode(true));
        }
    }

    /** The body of a create, in which the primary of a role is text, as the validator sends it. */
    ObjectNode createBody(String userName) {
        ObjectNode body = Json.resource(Urns.USER, Urns.ENTERPRISE_USER).put("userName", userName);
        values.forEach((path, value) -> put(body, path, value));
        return body;
    }

    /** One operation for each path. */
    ObjectNode verbosePatch(String op) {
        ArrayNode operations = JsonNodeFactory.instance.arrayNode();
        values.forEach((path, value) -> operations.addObject().put("op", op).put("path", path).set("value", value));
        return Json.patch(operations);
    }

    /** Filtered paths on their own first, everything else merged into one operation without a path. */
    ObjectNode mergedPatch(String op) {
        ArrayNode operations = JsonNodeFactory.instance.arrayNode();
        ObjectNode merged = Json.object();
        values.forEach((path, value) -> {
            if (path.contains("[")) {
                operations.addObject().put("op", op).put("path", path).set("value", value);
            } else {
                merged.set(path, value);
            }
        });
        operations.addObject().put("op", op).set("value", merged);
        return Json.patch(operations);
    }

    /** What the user has that is not as it should be; empty when every value is there. */
    Optional<Complaint> missing(JsonNode user) {
        return values.entrySet()
                .stream()
                // Whoever leaves active out is told so once, by the check that reads for it.
                .filter(entry -> !entry.getKey().equals("active") || user.has("active"))
                .filter(entry -> !find(user, entry.getKey()).equals(entry.getValue()))
                .findFirst()
                .map(entry -> new Complaint("'" + entry.getKey() + "' should be " + entry.getValue() + " but is "
                        + Expectation.shown(find(user, entry.getKey())), new Symptom.Value("/" + entry.getKey())));
    }

    private static JsonNode find(JsonNode user, String path) {
        Matcher filtered = FILTERED.matcher(path);
        if (filtered.matches()) {
            return ResourcePath.find(user, "/" + filtered.group(1) + "[" + filtered.group(2) + "=" + filtered.group(3)
                    + "]/" + filtered.group(4));
        }
        return path.startsWith(Urns.ENTERPRISE_USER)
                ? user.path(Urns.ENTERPRISE_USER).path(path.substring(Urns.ENTERPRISE_USER.length() + 1))
                : ResourcePath.find(user, "/" + path.replace('.', '/'));
    }

    private static void put(ObjectNode body, String path, JsonNode value) {
        Matcher filtered = FILTERED.matcher(path);
        if (filtered.matches()) {
            element(body, filtered.group(1), filtered.group(2), filtered.group(3)).set(filtered.group(4), value);
        } else if (path.startsWith(Urns.ENTERPRISE_USER)) {
            body.withObjectProperty(Urns.ENTERPRISE_USER).set(path.substring(Urns.ENTERPRISE_USER.length() + 1), value);
        } else {
            ResourcePath.set(body, "/" + path.replace('.', '/'), value);
        }
    }

    private static ObjectNode element(ObjectNode body, String list, String key, String value) {
        ArrayNode array = body.withArrayProperty(list);
        for (JsonNode element : array) {
            if (element instanceof ObjectNode object && object.path(key).asString("").equals(value)) {
                return object;
            }
        }
        return array.addObject().put(key, value);
    }
}
