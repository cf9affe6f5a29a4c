package dev.rollcall.directory.resource;

import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.storage.Member;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.scim.patch.Change;
import dev.rollcall.scim.patch.ChangePlan;
import dev.rollcall.scim.schema.ResourceType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes groups: their documents and their memberships, which are rows of their own.
 *
 * <p>Guarantees: adding and removing members never reads the list; parallel requests cannot lose each other's members; a
 * membership of any size changes at one moment for every reader, though its rows are written in bounded chunks that let
 * other writers through; in memory is the request and a chunk, never a whole membership.
 *
 * <p>Changes that only name some members share the group's turn, and hold as long as the generation of its membership is that
 * which they were planned for: they commute with those of its document. All others have the turn alone.
 */
final class MembershipWriter {
    private static final int CREATED = 201;

    private final Storage storage;
    private final ResourceWriter writer;
    private final ResourceLimits limits;
    private final ResourceTurns turns;
    private final MembershipWalk walk;

    MembershipWriter(Storage storage, ResourceWriter writer, ResourceLimits limits, ResourceTurns turns) {
        this.storage = storage;
        this.writer = writer;
        this.limits = limits;
        this.turns = turns;
        this.walk = new MembershipWalk(storage, limits.memberChunk());
    }

    /** A write to one group, with all that it takes to try again. */
    private record Task(
            ScimCall call, ResourceType type, String id, Precondition precondition, ResourceWriter.Planner planner,
            int status) {}

    /** What a write means for a committed row. */
    private record Planned(StoredResource row, ChangePlan plan) {}

    /** What a write left, once it is durable, whether that was anything new, and what a new document is found by. */
    private record Written(StoredResource row, boolean changed, Optional<FoundBy> found) {
        static Written nothing(StoredResource row) {
            return new Written(row, false, Optional.empty());
        }
    }

    /** What came of one attempt: empty when it has to be made again, perhaps in a turn alone. */
    private record Tried(Optional<Written> written, boolean needsTurnAlone) {}

    /** Inserts a group with its members. */
    StoredResource insert(ScimCall call, ResourceType type, String id, ChangePlan plan, List<Member> members) {
        MembershipDifference difference = MembershipDifference.none();
        members.forEach(difference::add);
        return difference.size() <= limits.memberChunk()
                ? writer.insert(call, type, id, plan, difference)
                : insertLarge(call, type, id, plan, List.copyOf(difference.added().values()));
    }

    private StoredResource insertLarge(
            ScimCall call, ResourceType type, String id, ChangePlan plan, List<Member> members) {
        LargeMembership large = new LargeMembership(storage, call, writer.commit(call), id, limits.memberChunk());
        boolean done = false;
        try {
            StoredResource row = writer.first(call, type, id, large.membership(), plan);
            Subject subject = Subject.of(type.name(), id, plan.document());
            large.changes(plan);
            for (int i = 0; i < members.size(); i += limits.memberChunk()) {
                List<Member> some = members.subList(i, Math.min(members.size(), i + limits.memberChunk()));
                large.add(row, subject, "created", List.of(), List.of(), some);
            }
            FoundBy found = writer.foundBy(call, type, id, plan, row.document().length, Optional.empty());
            ResourceWriter.unique(call.kind(type), plan.document(), () -> write(call, id, session -> {
                Settled.connection(session, call);
                found.insert(session, row, call.subject(type, plan.document()));
                large.finish(session, row, subject, "created", plan, CREATED);
                return row;
            }));
            done = true;
            writer.committed(call, type, found);
            return row;
        } finally {
            if (!done) {
                large.discard();
            }
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
        boolean alone = false;
        for (int attempt = 0; attempt < ResourceWriter.ATTEMPTS; attempt++) {
            Tried tried = alone
                    ? turns.alone(call.connection(), id, call.client(), () -> new Tried(alone(task), true))
                    : turns.shared(call.connection(), id, call.client(), () -> shared(task));
            if (tried.written.isPresent()) {
                Written written = tried.written.get();
                if (written.changed) {
                    call.trace().committed();
                }
                written.found.ifPresent(found -> writer.committed(call, type, found));
                return written.row;
            }
            alone = tried.needsTurnAlone;
        }
        throw ResourceWriter.keptChanging(type);
    }

    /** Planned in the shared turn, so that nobody in this process renames the group before it is applied. */
    private Tried shared(Task task) {
        Planned planned = plan(task);
        return sharesTurn(planned.plan) ? new Tried(step(task, planned), false) : new Tried(Optional.empty(), true);
    }

    private Planned plan(Task task) {
        StoredResource row = writer.read(task.call, task.type, task.id, task.precondition);
        return new Planned(row, ResourceWriter.plan(task.call, row, task.planner));
    }

    private boolean sharesTurn(ChangePlan plan) {
        return !plan.changesDocument() && MembershipSteps.are(plan.membershipChanges(), limits.memberChunk());
    }

    /** Whoever had the turn before may have changed the group, so it is planned again. */
    private Optional<Written> alone(Task task) {
        Planned planned = plan(task);
        return MembershipSteps.are(planned.plan.membershipChanges(), limits.memberChunk())
                ? step(task, planned)
                : whole(task, planned);
    }

    /** The common case, in one short transaction; empty when the group is no longer what was planned for. */
    private Optional<Written> step(Task task, Planned planned) {
        ChangePlan plan = planned.plan;
        List<Change> steps = plan.membershipChanges();
        if (!plan.changesDocument() && steps.isEmpty()) {
            return Optional.of(Written.nothing(planned.row));
        }
        Commit commit = writer.commit(task.call);
        byte[] document = writer.document(task.call, planned.row, plan);
        Optional<FoundBy> found = newFoundBy(task, planned, document);
        return write(task.call, task.id, session -> {
            StoredResource row = Settled.resource(session, task.call, task.type, task.id).resource();
            task.precondition.require(row);
            boolean otherDocument = !Arrays.equals(row.document(), planned.row.document());
            if (row.membership() != planned.row.membership() || plan.changesDocument() && otherDocument) {
                return Optional.empty();
            }
            MembershipDifference difference = MembershipSteps.apply(session.members(), row, steps);
            return Optional.of(
                    plan.changesDocument() || !difference.empty()
                            ? new Written(finish(session, task, row, plan, document, found, difference, commit), true,
                                    found)
                            : Written.nothing(row));
        });
    }

    /**
     * Moves the group to its next version and leaves the records of the change; after the member rows, so that a hot group does
     * not queue on its row.
     *
     * @param planned the document, if the plan changes it; otherwise another node may have made another one
     */
    private StoredResource finish(
            WriteSession session,
            Task task,
            StoredResource row,
            ChangePlan plan,
            byte[] planned,
            Optional<FoundBy> found,
            MembershipDifference difference,
            Commit commit) {
        byte[] document = plan.changesDocument() ? planned : row.document();
        StoredResource next = moveOn(session, task, row, plan, writer.next(row, document, row.membership()), found);
        commit.write(session, next, "updated", plan, difference, task.status);
        return next;
    }

    /** What a new document is found by: a change of members alone, which is the common one, makes none. */
    private Optional<FoundBy> newFoundBy(Task task, Planned planned, byte[] document) {
        return planned.plan.changesDocument()
                ? Optional.of(writer.foundBy(task.call, task.type, task.id, planned.plan, document.length,
                        Optional.of(planned.row)))
                : Optional.empty();
    }

    /** @param found when the group's row is written anew, because its document or its membership is another one */
    private static StoredResource moveOn(
            WriteSession session, Task task, StoredResource row, ChangePlan plan, StoredResource next,
            Optional<FoundBy> found) {
        if (found.isPresent()) {
            return ResourceWriter.unique(task.call.kind(task.type), plan.document(), () -> {
                found.get().update(session, next);
                return next;
            });
        }
        long version = session.resources()
                .touchGroup(row.connection(), row.id(), row.membership(), next.lastModified());
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

    /** Brings a membership to a whole new list, or a large number of members in or out. Empty when the group moved on. */
    private Optional<Written> whole(Task task, Planned planned) {
        MembershipFate fate = new MembershipFate(
                planned.plan.membershipChanges(), Rendering.of(task.call));
        Optional<MembershipDifference> small = smallDifference(planned.row, fate);
        return small.isPresent()
                ? applied(task, planned, small.get())
                : swapped(task, planned, fate);
    }

    /** What really changes, if that is little enough for one transaction. */
    private Optional<MembershipDifference> smallDifference(StoredResource row, MembershipFate fate) {
        MembershipDifference difference = MembershipDifference.none();
        boolean[] large = new boolean[1];
        walk.walk(row, fate, (stay, gone, come) -> {
            if (!large[0]) {
                gone.forEach(difference::remove);
                come.forEach(difference::add);
                large[0] = difference.size() > limits.memberChunk();
            }
        });
        return large[0] ? Optional.empty() : Optional.of(difference);
    }

    /** Applies a difference that was computed beside the writer, if the group has not moved on since. */
    private Optional<Written> applied(Task task, Planned planned, MembershipDifference difference) {
        if (difference.empty() && !planned.plan.changesDocument()) {
            return Optional.of(Written.nothing(planned.row));
        }
        StoredResource row = planned.row;
        ChangePlan plan = planned.plan;
        StoredResource next = writer.next(row, writer.document(task.call, row, plan), row.membership());
        Optional<FoundBy> found = newFoundBy(task, planned, next.document());
        Commit commit = writer.commit(task.call);
        Commit.Prepared prepared = task.call.effort()
                .spend(next.document().length, () -> commit.prepare(next, "updated", plan, difference));
        return write(task.call, task.id, session -> {
            if (movedOn(session, task, row)) {
                return Optional.empty();
            }
            session.members().remove(row.connection(), row.id(), row.membership(), difference.removed());
            session.members()
                    .add(row.connection(), row.id(), row.membership(), List.copyOf(difference.added().values()));
            StoredResource moved = moveOn(session, task, row, plan, next, found);
            commit.write(session, prepared, task.status);
            return Optional.of(new Written(moved, true, found));
        });
    }

    /** Writes a new membership beside the group's and makes it the group's, if the group has not moved on since. */
    private Optional<Written> swapped(Task task, Planned planned, MembershipFate fate) {
        LargeMembership large = new LargeMembership(
                storage, task.call, writer.commit(task.call), task.id, limits.memberChunk());
        boolean done = false;
        try {
            StoredResource next = writer.next(
                    planned.row, writer.document(task.call, planned.row, planned.plan), large.membership());
            FoundBy found = writer.foundBy(task.call, task.type, task.id, planned.plan, next.document().length,
                    Optional.of(planned.row));
            Subject subject = Subject.of(next.type(), next.id(), planned.plan.document());
            large.changes(planned.plan);
            walk.walk(planned.row, fate,
                    (stay, gone, come) -> large.add(next, subject, "updated", stay, gone, come));
            Optional<Written> written = write(task.call, task.id, session -> {
                if (movedOn(session, task, planned.row)) {
                    return Optional.empty();
                }
                StoredResource moved = moveOn(session, task, planned.row, planned.plan, next, Optional.of(found));
                large.finish(session, moved, subject, "updated", planned.plan, task.status);
                return Optional.of(new Written(moved, true, Optional.of(found)));
            });
            done = written.isPresent();
            return written;
        } finally {
            if (!done) {
                large.discard();
            }
        }
    }

    private static boolean movedOn(WriteSession session, Task task, StoredResource row) {
        return Settled.resource(session, task.call, task.type, task.id).resource().version() != row.version();
    }

    private <T> T write(ScimCall call, String id, Function<WriteSession, T> work) {
        return storage.write(Share.of(call.connection()), id, work);
    }
}
