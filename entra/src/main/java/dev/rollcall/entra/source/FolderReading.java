package dev.rollcall.entra.source;

import dev.rollcall.client.target.ObjectType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** One reading of a folder: first all objects, then what they point to, then who is assigned. */
final class FolderReading {
    private final Path folder;
    private final FolderLimits limits;
    private final DraftIndex users = new DraftIndex("user", "userPrincipalName");
    private final DraftIndex groups = new DraftIndex("group", "displayName");
    private int references;

    FolderReading(Path folder, FolderLimits limits) {
        this.folder = folder;
        this.limits = limits;
    }

    SourceSnapshot snapshot() {
        if (!Files.isDirectory(folder)) {
            throw new SourceException(
                    "There is no folder " + folder + "; correct the path, or make a sample folder first.");
        }
        FolderFile userFile = FolderFile.find(folder, "users", limits)
                .orElseThrow(() -> new SourceException("There are no users in " + folder
                        + "; write them into users.yaml, users.yml or users.csv there."));
        read(userFile, ObjectType.USER, users);
        FolderFile.find(folder, "groups", limits).ifPresent(file -> read(file, ObjectType.GROUP, groups));
        groups.refuseIdsOf(users);
        users.all().forEach(this::resolveManager);
        groups.all().forEach(this::resolveMembers);
        AssignmentReader assignments = new AssignmentReader(users, groups);
        FolderFile.find(folder, "assignments", limits).ifPresent(file -> file.read(assignments::read));
        assignments.giveRoles();
        return new SourceSnapshot(finished(users.all()), finished(groups.all()), assignments.assigned());
    }

    private void read(FolderFile file, ObjectType type, DraftIndex index) {
        DraftReader reader = new DraftReader(type);
        file.read(entry -> {
            if (users.size() + groups.size() == limits.objects()) {
                throw entry.place()
                        .wrong("this is more than " + limits.objects()
                                + " users and groups together, and no more are read; split the directory.");
            }
            index.add(reader.read(entry), type == ObjectType.USER);
        });
    }

    private void resolveManager(Draft user) {
        for (Cell cell : user.references()) {
            count(cell);
            Draft manager = users.find(cell).orElseThrow(() -> users.unknown(cell));
            user.attributes().put("manager", StringNode.valueOf(manager.id()));
        }
    }

    /** Each member once. A group inside a group is left out: Entra provisions direct members that are users. */
    private void resolveMembers(Draft group) {
        Set<JsonNode> members = new LinkedHashSet<>();
        for (Cell cell : group.references()) {
            count(cell);
            Optional<Draft> user = users.find(cell);
            if (user.isPresent()) {
                members.add(StringNode.valueOf(user.get().id()));
            } else if (groups.find(cell).isEmpty()) {
                throw users.unknown(cell);
            }
        }
        if (!members.isEmpty()) {
            group.attributes().put("members", DraftReader.array(members.stream().toList()));
        }
    }

    private void count(Cell cell) {
        references++;
        if (references > limits.references()) {
            throw cell.place()
                    .wrong("these are more than " + limits.references()
                            + " managers and members together, and no more are read; split the directory.");
        }
    }

    private static SequencedMap<String, SourceObject> finished(Collection<Draft> drafts) {
        SequencedMap<String, SourceObject> objects = new LinkedHashMap<>();
        drafts.forEach(draft -> objects.put(draft.id(), draft.finished()));
        return objects;
    }
}
