package dev.rollcall.check;

import dev.rollcall.client.entra.EntraClient;
import dev.rollcall.client.http.TransportException;
import dev.rollcall.client.reader.ReaderRule;
import dev.rollcall.client.reader.StrictReader;
import dev.rollcall.client.target.ProvisioningException;
import dev.rollcall.client.target.ProvisioningTarget;
import dev.rollcall.scim.message.Urns;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Works with the endpoint through the client that behaves as Entra does, in the dialect of the tenant URL. */
abstract class EngineScript implements CheckScript {
    @Override
    public final void run(Workbench bench) {
        StrictReader reader = new StrictReader(Arrays.stream(ReaderRule.values())
                .filter(rule -> rule.confirmed() && rule != ReaderRule.ACTIVE_PRESENT)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(ReaderRule.class))));
        ProvisioningTarget target = EntraClient.of(bench.transport(), reader, bench.run().endpoint().dialect());
        try {
            provision(bench, target);
        } catch (ProvisioningException e) {
            throw new CheckFailure("Entra would log " + e.code().code() + ": " + e.getMessage());
        } catch (TransportException e) {
            throw new CheckFailure("There was no answer: " + e.getMessage());
        }
    }

    /** What the provisioning service does in one or more cycles. */
    abstract void provision(Workbench bench, ProvisioningTarget target);

    /** A person as the default mapping writes it. */
    static SequencedMap<String, JsonNode> person(Workbench bench, String name, String title) {
        SequencedMap<String, JsonNode> person = new LinkedHashMap<>();
        text(person, "userName", userName(bench, name));
        person.put("active", JsonNodeFactory.instance.booleanNode(true));
        text(person, "displayName", title + " " + name);
        text(person, "title", title);
        text(person, "emails[type eq \"work\"].value", name + "." + title.length() + "@check.example");
        text(person, "name.givenName", name);
        text(person, "name.familyName", title);
        text(person, "addresses[type eq \"work\"].formatted", title + " building");
        text(person, "phoneNumbers[type eq \"mobile\"].value", "+1 425 555 01" + (10 + title.length()));
        text(person, "externalId", bench.prefix() + name);
        if (bench.run().capabilities().has(Capability.ENTERPRISE)) {
            text(person, Urns.ENTERPRISE_USER + ":department", title + " department");
        }
        return person;
    }

    static String userName(Workbench bench, String name) {
        return bench.prefix() + name + "@check.example";
    }

    static void text(SequencedMap<String, JsonNode> values, String path, String text) {
        values.put(path, JsonNodeFactory.instance.stringNode(text));
    }

    static <T> T demand(Optional<T> value, String complaint) {
        return value.orElseThrow(() -> new CheckFailure(complaint));
    }

    static void demand(boolean met, String complaint) {
        if (!met) {
            throw new CheckFailure(complaint);
        }
    }
}
