package dev.rollcall.check;

import dev.rollcall.client.target.AttributeDifference;
import dev.rollcall.client.target.ObjectType;
import dev.rollcall.client.target.ProvisioningTarget;
import dev.rollcall.client.target.TargetResource;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A user from the first cycle to its end; after each change nothing is left to change. */
final class EngineUserScript extends EngineScript {
    @Override
    void provision(Workbench bench, ProvisioningTarget target) {
        SequencedMap<String, JsonNode> first = person(bench, "engine", "Engineer");
        String userName = userName(bench, "engine");
        target.probe(ObjectType.USER, "userName");
        demand(target.match(ObjectType.USER, "userName", userName).isEmpty(),
                "A match for a new userName should find nobody, but it finds somebody.");
        String id = target.create(ObjectType.USER, first).id();
        TargetResource matched = demand(target.match(ObjectType.USER, "userName", userName),
                "A match should find the user that was just made, but it finds nobody.");
        demand(matched.id().equals(id), "A match should find the user " + id + ", but it finds " + matched.id() + ".");
        converged(target, id, first);

        SequencedMap<String, JsonNode> second = person(bench, "engine", "Director");
        List<AttributeDifference> changes = target.differences(read(target, id), second);
        target.update(ObjectType.USER, id, changes);
        converged(target, id, second);

        target.disable(id, Optional.of(read(target, id).resource().path("active")));
        demand(!read(target, id).resource().path("active").asBoolean(false),
                "A disabled user should have active false, but it has not.");
        target.update(ObjectType.USER, id, target.differences(read(target, id), second));
        converged(target, id, second);

        target.delete(ObjectType.USER, id);
        demand(target.read(ObjectType.USER, id).isEmpty(), "A deleted user should be gone, but it is still answered.");
    }

    private static TargetResource read(ProvisioningTarget target, String id) {
        return demand(target.read(ObjectType.USER, id), "The user " + id + " should be there, but it is gone.");
    }

    private static void converged(ProvisioningTarget target, String id, SequencedMap<String, JsonNode> wanted) {
        // Whoever leaves active out is told so once, by the check that reads for it.
        List<AttributeDifference> left = target.differences(read(target, id), wanted)
                .stream()
                .filter(difference -> !difference.path().equals("active") || difference.seen().isPresent())
                .toList();
        if (!left.isEmpty()) {
            throw new CheckFailure(
                    "Entra would send the same changes in every cycle, because the user does not show what was"
                            + " written: "
                            + left.stream()
                                    .map(difference -> difference.path() + " should be "
                                            + difference.wanted().map(JsonNode::toString).orElse("absent") + " but is "
                                            + difference.seen().map(JsonNode::toString).orElse("absent"))
                                    .collect(Collectors.joining("; "))
                            + ".",
                    new Symptom.Value("/" + left.getFirst().path()));
        }
    }
}
