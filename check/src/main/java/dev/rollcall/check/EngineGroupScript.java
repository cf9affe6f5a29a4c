package dev.rollcall.check;

import dev.rollcall.client.target.ObjectType;
import dev.rollcall.client.target.ProvisioningTarget;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A group is made, renamed, filled, emptied and deleted. */
final class EngineGroupScript extends EngineScript {
    @Override
    void provision(Workbench bench, ProvisioningTarget target) {
        List<String> users = Stream.of("one", "two", "three")
                .map(name -> target.create(ObjectType.USER, person(bench, name, "Member")).id())
                .toList();
        target.probe(ObjectType.GROUP, "displayName");
        String id = target.create(ObjectType.GROUP, named(bench, "before")).id();
        target.update(ObjectType.GROUP, id, target.differences(demand(target.read(ObjectType.GROUP, id),
                "The group is gone."), named(bench, "after")));
        String found = demand(target.match(ObjectType.GROUP, "displayName", bench.prefix() + "after"),
                "A match should find the group under its new name, but it finds none.").id();
        demand(found.equals(id), "A match should find the group " + id + " but finds " + found + ".");

        target.addMembers(id, users);
        members(bench, id, users);
        target.removeMembers(id, users.subList(0, 1));
        members(bench, id, users.subList(1, 3));
        target.delete(ObjectType.GROUP, id);
        demand(target.read(ObjectType.GROUP, id).isEmpty(),
                "A deleted group should be gone, but it is still answered.");
    }

    private static SequencedMap<String, JsonNode> named(Workbench bench, String name) {
        SequencedMap<String, JsonNode> group = new LinkedHashMap<>();
        text(group, "displayName", bench.prefix() + name);
        text(group, "externalId", bench.prefix() + "group");
        return group;
    }

    private static void members(Workbench bench, String group, List<String> wanted) {
        List<String> found = new ScriptRequests(bench).members(group);
        if (!found.equals(wanted.stream().sorted().toList())) {
            throw new CheckFailure("The group should have the members " + wanted + " but has " + found + ".",
                    new Symptom.Value("/members"));
        }
    }
}
