package dev.rollcall.client.reader;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Finds the members of objects by name, in any case, and says where the case is not the schema's. */
final class Members {
    private final Findings findings;

    Members(Findings findings) {
        this.findings = findings;
    }

    /**
     * The member of that name; empty when there is none in any case.
     *
     * @param attribute what it is called in a rejection
     */
    Optional<JsonNode> find(JsonNode object, String name, String attribute) {
        JsonNode exact = object.path(name);
        if (!exact.isMissingNode()) {
            return Optional.of(exact);
        }
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (member.getKey().equalsIgnoreCase(name)) {
                findings.add(ReaderRule.NAME_CASE, attribute, "It came under the name " + member.getKey() + ".",
                        "Write it as " + name + ".");
                return Optional.of(member.getValue());
            }
        }
        return Optional.empty();
    }
}
