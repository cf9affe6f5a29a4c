package dev.rollcall.entra.work;

import dev.rollcall.client.target.JsonMember;
import dev.rollcall.client.target.TargetResource;
import dev.rollcall.scim.message.Urns;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What the job itself reads from a resource of the target, by names in any case. */
final class SeenResource {
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
        return member(resource.resource(), Urns.ENTERPRISE_USER)
                .flatMap(extension -> member(extension, "manager"))
                .map(manager -> member(manager, "value").orElse(manager))
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .filter(id -> !id.isEmpty());
    }

    private static Optional<JsonNode> member(JsonNode object, String name) {
        return JsonMember.of(object, name).filter(value -> !value.isNull());
    }
}
