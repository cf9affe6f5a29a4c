package dev.rollcall.outbound.scim;

import dev.rollcall.mapping.target.TargetBody;
import dev.rollcall.mapping.target.TargetValue;
import dev.rollcall.scim.message.Urns;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * PATCH requests that make a target's resource what it is to be.
 *
 * <p>Guarantees: an attribute that has no value any more is removed where the target has one, and no removal is asked for where it has
 * none, because some targets refuse that.
 */
final class TargetPatch {
    private TargetPatch() {}

    /**
     * One operation without a path that has all values, as Auth0's template sends it, and a removal for each attribute that lost its
     * value.
     *
     * @param seen what the target has, row by row
     */
    static ObjectNode whole(TargetBody body, List<TargetValue> seen) {
        ObjectNode patch = patch();
        ArrayNode operations = patch.withArray("Operations");
        operations.addObject().put("op", "replace").set("value", body.resource());
        removals(body, byPath(seen), operations);
        return patch;
    }

    /**
     * One operation for each attribute that is not at the target as it is to be; empty when there is none.
     *
     * @param seen what the target has, row by row
     */
    static Optional<ObjectNode> byPath(TargetBody body, List<TargetValue> seen) {
        ObjectNode patch = patch();
        ArrayNode operations = patch.withArray("Operations");
        Map<String, TargetValue> before = byPath(seen);
        Set<String> added = new HashSet<>();
        for (TargetValue value : body.values()) {
            Optional<TargetValue> there = Optional.ofNullable(before.get(value.path()));
            if (value.value().isEmpty() || there.flatMap(TargetValue::value).equals(value.value())) {
                continue;
            }
            Optional<TargetValue.Element> missing = value.element()
                    .filter(element -> there.flatMap(TargetValue::element)
                            .flatMap(TargetValue.Element::whole)
                            .isEmpty());
            if (missing.isEmpty()) {
                operation(operations, "replace", value.path(), value.value().get());
            } else if (added.add(missing.get().path())) {
                operation(operations, "add", missing.get().list(),
                        JsonNodeFactory.instance.arrayNode().add(missing.get().whole().orElseThrow()));
            }
        }
        removals(body, before, operations);
        return operations.isEmpty() ? Optional.empty() : Optional.of(patch);
    }

    /** {@code active} alone. */
    static ObjectNode active(boolean active, boolean byPath) {
        ObjectNode patch = patch();
        ObjectNode operation = patch.withArray("Operations").addObject().put("op", "replace");
        if (byPath) {
            operation.put("path", "active").put("value", active);
        } else {
            operation.putObject("value").put("active", active);
        }
        return patch;
    }

    /** A request with no operation yet. */
    static ObjectNode patch() {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putArray("schemas").add(Urns.PATCH_OP);
        patch.putArray("Operations");
        return patch;
    }

    private static void removals(TargetBody body, Map<String, TargetValue> before, ArrayNode operations) {
        Set<String> removed = new HashSet<>();
        for (TargetValue value : body.values()) {
            boolean there = Optional.ofNullable(before.get(value.path())).flatMap(TargetValue::value).isPresent();
            if (value.value().isPresent() || !there) {
                continue;
            }
            String path = value.element()
                    .filter(element -> element.whole().isEmpty())
                    .map(TargetValue.Element::path)
                    .orElse(value.path());
            if (removed.add(path)) {
                operations.addObject().put("op", "remove").put("path", path);
            }
        }
    }

    private static void operation(ArrayNode operations, String op, String path, JsonNode value) {
        operations.addObject().put("op", op).put("path", path).set("value", value);
    }

    private static Map<String, TargetValue> byPath(List<TargetValue> values) {
        return values.stream().collect(Collectors.toMap(TargetValue::path, Function.identity()));
    }
}
