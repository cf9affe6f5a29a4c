package dev.rollcall.directory.resource;

import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.storage.Member;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.scim.patch.Change;
import dev.rollcall.scim.patch.ChangePlan;
import dev.rollcall.scim.schema.ResourceType;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes groups: their documents and their memberships, which are rows of their own.
 *
 * <p>Guarantees: adding and removing members never reads the list; parallel requests cannot lose each other's members; a
 * membership of any size changes at one moment for every reader, though its rows are written in bounded chunks that let
 * other writers through.
 */
final class MembershipWriter {
    /** How often a large change is computed anew beside the writer before it is computed within. */
    private static final int ATTEMPTS = 4;

    private final Storage storage;
    private final ResourceWriter writer;
    private final ResourceLimits limits;

    MembershipWriter(Storage storage, ResourceWriter writer, ResourceLimits limits) {
        this.storage = storage;
        this.writer = writer;
        this.limits = limits;
    }

    /** A write to one group, with all that it takes to try again. */
    private record Task(
            ScimCall call, ResourceType type, String id, Precondition precondition, ResourceWriter.Planner planner,
            int status) {}

    /** Rows of a whole membership that wait for their group to name them. */
    private record Staged(long membership, Map<String, Member> members) {}

    /** What a large write means at one version of the group. */
    private record Outcome(
            StoredResource row, ChangePlan plan, Map<String, Member> target, MembershipDifference difference) {}

    /** Inserts a group with its members. */
    StoredResource insert(ScimCall call, ResourceType type, String id, ChangePlan plan, List<Member> members) {
        MembershipDifference difference = MembershipDifference.none();
        members.forEach(difference::add);
        if (difference.size() <= limits.memberChunk()) {
            return writer.insert(call, type, id, 0, plan, difference);
        }
        Staged staged = stage(call, id, difference.added());
        try {
            return writer.insert(call, type, id, staged.membership, plan, difference);
        } catch (RuntimeException e) {
            discard(call, id, staged);
            throw e;
        }
    }

    /** Applies a plan to a group. */
    StoredResource update(
            ScimCall call,
            ResourceType type,
            String id,
            Precondition precondition,
            ResourceWriter.Planner planner,
            int status) {
        Task task = new Task(call, type, id, precondition, planner, status);
        Optional<StoredResource> done = stepwise(task);
        return done.isPresent() ? done.get() : whole(task);
    }

    /** The common case, in one short transaction; empty when the change is one for {@link #whole}. */
    private Optional<StoredResource> stepwise(Task task) {
        Commit commit = writer.commit(task.call);
        boolean[] changed = new boolean[1];
        Optional<StoredResource> result = storage.write(Share.of(task.call.connection()), task.id, session -> {
            StoredResource row = ResourceWriter.require(session, task.call, task.type, task.id);
            task.precondition.require(row);
            ChangePlan plan = task.planner.apply(StoredJson.read(row.document()));
            List<Change> steps = plan.membershipChanges();
            if (!MembershipIntent.stepwise(steps, limits.memberChunk())) {
                return Optional.empty();
            }
            MembershipDifference difference = apply(session, row, steps);
            changed[0] = plan.changesDocument() || !difference.empty();
            return Optional
                    .of(changed[0] ? finish(session, task, row, plan, difference, row.membership(), commit) : row);
        });
        if (changed[0] && result.isPresent()) {
            task.call.trace().committed();
        }
        return result;
    }

    private static MembershipDifference apply(WriteSession session, StoredResource row, List<Change> steps) {
        MembershipDifference difference = MembershipDifference.none();
        for (Change step : steps) {
            switch (step) {
                case Change.MembersAdded(List<ObjectNode> nodes) -> {
                    Map<String, Member> members = MemberRows.of(nodes)
                            .stream()
                            .collect(Collectors.toMap(Member::value, m -> m, (first, again) -> again));
                    session.addMembers(row.connection(), row.id(), row.membership(), List.copyOf(members.values()))
                            .forEach(value -> Optional.ofNullable(members.get(value)).ifPresent(difference::add));
                }
                case Change.MembersRemoved(List<String> values) ->
                    session.removeMembers(row.connection(), row.id(), row.membership(), values)
                            .forEach(difference::remove);
                case Change.MembersRemovedWhere ignored ->
                    throw new IllegalStateException("Whom a filter finds is looked up beside the writer.");
                case Change.MembersReplaced ignored ->
                    throw new IllegalStateException("A replacement is not a step.");
                case Change.Assigned ignored -> {
                    // The document is written with the row.
                }
            }
        }
        return difference;
    }

    /** Moves the group to its next version and leaves the records of the change; after the member rows, so that a hot group does not queue on its row. */
    private StoredResource finish(
            WriteSession session,
            Task task,
            StoredResource row,
            ChangePlan plan,
            MembershipDifference difference,
            long membership,
            Commit commit) {
        StoredResource next = moveOn(session, task, row, plan, writer.next(row, plan, membership));
        commit.write(session, next, "updated", plan, difference, task.status);
        return next;
    }

    private static StoredResource moveOn(
            WriteSession session, Task task, StoredResource row, ChangePlan plan, StoredResource next) {
        if (plan.changesDocument() || next.membership() != row.membership()) {
            return ResourceWriter.unique(task.type, plan.document(), () -> {
                session.updateResource(next, IndexKeysReader.read(task.type, plan.document()));
                return next;
            });
        }
        long version = session.touchGroup(row.connection(), row.id(), row.membership(), next.lastModified());
        return new StoredResource(
                next.connection(),
                next.type(),
                next.id(),
                version,
                next.created(),
                next.lastModified(),
                next.membership(),
                next.document());
    }

    /** What a write left, once it is durable, and whether that was anything new. */
    private record Written(StoredResource row, boolean changed) {}

    private static StoredResource committed(Task task, Written written) {
        if (written.changed) {
            task.call.trace().committed();
        }
        return written.row;
    }

    /** Brings a membership to a whole new list, or a large number of members in or out. */
    private StoredResource whole(Task task) {
        Optional<Staged> staged = Optional.empty();
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                Outcome outcome = storage.read(Share.of(task.call.connection()), session -> outcome(session, task));
                boolean large = outcome.difference.size() > limits.memberChunk();
                if (large && staged.isEmpty()) {
                    staged = Optional.of(stage(task.call, task.id, outcome.target));
                } else if (large && !staged.get().members.keySet().equals(outcome.target.keySet())) {
                    discard(task.call, task.id, staged.get());
                    staged = Optional.of(stage(task.call, task.id, outcome.target));
                }
                Optional<Written> done = large
                        ? swap(task, outcome, staged.get().membership)
                        : storage.write(Share.of(task.call.connection()), task.id,
                                session -> atSameVersion(session, task, outcome));
                if (done.isPresent()) {
                    if (large) {
                        staged = Optional.empty();
                    }
                    return committed(task, done.get());
                }
            }
            return committed(task, storage.write(Share.of(task.call.connection()), task.id, session -> {
                Outcome outcome = outcome(session, task);
                return apply(session, task, outcome.row, outcome);
            }));
        } finally {
            staged.ifPresent(rows -> discard(task.call, task.id, rows));
        }
    }

    private static Outcome outcome(ReadSession session, Task task) {
        StoredResource row = ResourceWriter.require(session, task.call, task.type, task.id);
        task.precondition.require(row);
        ChangePlan plan = task.planner.apply(StoredJson.read(row.document()));
        Map<String, Member> current = new LinkedHashMap<>();
        session.members(row, member -> current.put(member.member().value(), member.member()));
        Set<String> before = new HashSet<>(current.keySet());
        Map<String, Member> target = new MembershipIntent(session, task.call).target(current, plan.membershipChanges());
        return new Outcome(row, plan, target, MembershipDifference.between(before, target));
    }

    /** Applies a difference that was computed beside the writer, if the group has not moved on since. */
    private Optional<Written> atSameVersion(WriteSession session, Task task, Outcome outcome) {
        StoredResource row = ResourceWriter.require(session, task.call, task.type, task.id);
        return row.version() == outcome.row.version()
                ? Optional.of(apply(session, task, row, outcome))
                : Optional.empty();
    }

    private Written apply(WriteSession session, Task task, StoredResource row, Outcome outcome) {
        if (outcome.difference.empty() && !outcome.plan.changesDocument()) {
            return new Written(row, false);
        }
        session.removeMembers(row.connection(), row.id(), row.membership(), outcome.difference.removed());
        session.addMembers(
                row.connection(),
                row.id(),
                row.membership(),
                List.copyOf(outcome.difference.added().values()));
        return new Written(
                finish(
                        session, task, row, outcome.plan, outcome.difference, row.membership(),
                        writer.commit(task.call)),
                true);
    }

    /** Makes a staged membership the group's, if the group has not moved on since. */
    private Optional<Written> swap(Task task, Outcome outcome, long membership) {
        Commit commit = writer.commit(task.call);
        StoredResource next = writer.next(outcome.row, outcome.plan, membership);
        List<ChangeRecord> parts = commit.parts(next, "updated", outcome.plan, outcome.difference);
        for (ChangeRecord part : parts.subList(0, parts.size() - 1)) {
            storage.write(Share.of(task.call.connection()), task.id, session -> {
                session.appendChange(part);
                return part;
            });
        }
        return storage.write(Share.of(task.call.connection()), task.id, session -> {
            StoredResource row = ResourceWriter.require(session, task.call, task.type, task.id);
            if (row.version() != outcome.row.version()) {
                commit.discard(session);
                return Optional.empty();
            }
            session.appendChange(parts.getLast());
            commit.writeLog(session, outcome.plan, outcome.difference, task.status);
            return Optional.of(new Written(moveOn(session, task, row, outcome.plan, next), true));
        });
    }

    private Staged stage(ScimCall call, String id, Map<String, Member> members) {
        long membership = storage.write(Share.of(call.connection()), id,
                session -> session.newMembership(call.connection(), id));
        List<Member> rows = List.copyOf(members.values());
        for (int i = 0; i < rows.size(); i += limits.memberChunk()) {
            List<Member> chunk = rows.subList(i, Math.min(rows.size(), i + limits.memberChunk()));
            storage.write(Share.of(call.connection()), id,
                    session -> session.addMembers(call.connection(), id, membership, chunk));
        }
        return new Staged(membership, members);
    }

    private void discard(ScimCall call, String id, Staged staged) {
        storage.write(Share.of(call.connection()), id, session -> {
            session.discardMembership(call.connection(), id, staged.membership);
            return staged;
        });
    }
}
