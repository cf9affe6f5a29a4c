package dev.rollcall.directory.resource;

import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.storage.Member;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.scim.patch.Change;
import dev.rollcall.scim.patch.ChangePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A membership that is too large for one transaction. Its rows are written ahead under a generation that no group uses, and
 * the parts of its change record that no reader is given, a chunk a transaction, so that other writers get through. One short
 * last transaction then brings all of it into force, or it is taken back.
 *
 * <p>In memory is one chunk. Confined to one thread.
 */
final class LargeMembership {
    private final Storage storage;
    private final ScimCall call;
    private final Commit commit;
    private final String id;
    private final int chunk;
    private final long membership;
    private final List<Change> assigned = new ArrayList<>();
    private final List<String> gone = new ArrayList<>();
    private final List<Member> come = new ArrayList<>();
    private int parts;
    private int added;
    private int removed;

    /** Begins a new generation of the group's membership. */
    LargeMembership(Storage storage, ScimCall call, Commit commit, String id, int chunk) {
        this.storage = storage;
        this.call = call;
        this.commit = commit;
        this.id = id;
        this.chunk = chunk;
        this.membership = write(session -> session.generations().create(call.connection(), id));
    }

    /** The number of the generation. */
    long membership() {
        return membership;
    }

    /** The document's own changes, which the first part of the record begins with. */
    void changes(ChangePlan plan) {
        plan.changes().stream().filter(Change.Assigned.class::isInstance).forEach(assigned::add);
    }

    /**
     * Takes some members in.
     *
     * @param after the group as it will be
     * @param staying who was a member before
     * @param going who is none any more
     * @param coming who was none before
     */
    void add(
            StoredResource after, Subject subject, String action, List<Member> staying, List<String> going,
            List<Member> coming) {
        added += coming.size();
        removed += going.size();
        gone.addAll(going);
        come.addAll(coming);
        while (gone.size() + come.size() > chunk) {
            ChangeRecord part = commit.part(after, subject, action, parts, false, take());
            write(session -> {
                session.changes().append(part);
                return part;
            });
            parts++;
        }
        insert(staying);
        insert(coming);
    }

    /** Brings it into force with the group that names it: the last part of the record, and the log row. */
    void finish(WriteSession session, StoredResource after, Subject subject, String action, ChangePlan plan,
            int status) {
        session.changes().append(commit.part(after, subject, action, parts, true, changes(gone, come)));
        commit.writeLog(session, plan, added, removed, status);
    }

    /** Takes it back, unless it is in force: of a commit of unknown outcome nothing may be taken away. */
    void discard() {
        write(session -> {
            boolean unused = session.generations().abandon(call.connection(), id, membership);
            if (unused) {
                commit.discard(session);
            }
            return unused;
        });
    }

    /** The changes of one full part, which are then no longer to be recorded; so there is always one left for the end. */
    private List<Change> take() {
        List<String> values = gone.subList(0, Math.min(chunk, gone.size()));
        List<Member> members = come.subList(0, chunk - values.size());
        List<Change> changes = changes(List.copyOf(values), List.copyOf(members));
        values.clear();
        members.clear();
        assigned.clear();
        return changes;
    }

    private List<Change> changes(List<String> values, List<Member> members) {
        List<Change> changes = new ArrayList<>(assigned);
        if (!values.isEmpty()) {
            changes.add(new Change.MembersRemoved(values));
        }
        if (!members.isEmpty()) {
            changes.add(new Change.MembersAdded(members.stream().map(MemberRows::node).toList()));
        }
        return changes;
    }

    private void insert(List<Member> members) {
        for (int i = 0; i < members.size(); i += chunk) {
            List<Member> some = members.subList(i, Math.min(members.size(), i + chunk));
            write(session -> session.members().add(call.connection(), id, membership, some));
        }
    }

    private <T> T write(Function<WriteSession, T> work) {
        return storage.write(Share.of(call.connection()), id, work);
    }
}
