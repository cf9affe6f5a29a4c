package dev.rollcall.entra.work;

import dev.rollcall.client.target.TargetResource;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What the job itself reads from a resource of the target, by names in any case. */
final class SeenResource {
    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private SeenResource() {}

    static Optional<JsonNode> active(TargetResource resource) {
        return member(resource.resource(), "active");
    }

    /** Whether it shows itself as disabled, as a boolean or as text. */
    static boolean isInactive(TargetResource resource) {
        return active(resource).filter(value -> value.asString("").equalsIgnoreCase("false")).isPresent();
    }

    /** The id of the manager that it shows. */
    static Optional<String> managerId(TargetResource resource) {
        return member(resource.resource(), ENTERPRISE)
                .flatMap(extension -> member(extension, "manager"))
                .map(manager -> member(manager, "value").orElse(manager))
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .filter(id -> !id.isEmpty());
    }

    private static Optional<JsonNode> member(JsonNode object, String name) {
        return object.propertyStream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .filter(value -> !value.isNull())
                .findFirst();
    }
}
