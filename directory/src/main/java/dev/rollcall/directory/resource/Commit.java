package dev.rollcall.directory.resource;

import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.scim.patch.Change;
import dev.rollcall.scim.patch.ChangePlan;
import dev.rollcall.scim.patch.ChangePlanJson;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a successful write leaves behind in its own transaction beside the resource: its change record, in parts of at most
 * so many members, and its compact log row.
 */
final class Commit {
    /**
     * Characters. A plan with longer JSON is logged by its counts; the change record has it in full. So a log row stays
     * small enough to lie in its page as a whole, and a create does not write the document one more time.
     */
    private static final int LOGGED_PLAN = 512;

    private static final int MEMBERS_LOGGED = 50;

    private final ScimCall call;
    private final String changeId;
    private final int memberChunk;

    Commit(ScimCall call, String changeId, int memberChunk) {
        this.call = call;
        this.changeId = changeId;
        this.memberChunk = memberChunk;
    }

    /**
     * What a change leaves behind, ready to be written: the JSON of a large document is made beside the writer.
     *
     * @param parts of the change record
     * @param logged the plan as the log row has it
     */
    record Prepared(List<ChangeRecord> parts, String logged) {}

    /** Makes what a change of this difference leaves behind. */
    Prepared prepare(StoredResource after, String action, ChangePlan plan, MembershipDifference members) {
        List<ChangeRecord> parts = parts(after, action, plan, members);
        return new Prepared(parts, logged(parts, plan, members));
    }

    /** Writes what was prepared. */
    void write(WriteSession session, Prepared prepared, int status) {
        prepared.parts.forEach(session.changes()::append);
        writeLog(session, prepared.logged, status);
    }

    /** Writes all parts of the change and the log row. */
    void write(
            WriteSession session,
            StoredResource after,
            String action,
            ChangePlan plan,
            MembershipDifference members,
            int status) {
        write(session, prepare(after, action, plan, members), status);
    }

    /** Writes the log row alone, when the parts of the change are written by the caller. */
    void writeLog(WriteSession session, ChangePlan plan, MembershipDifference members, int status) {
        writeLog(session, logged(plan, members), status);
    }

    /** Writes the log row of a change with so many members that they are only counted. */
    void writeLog(WriteSession session, ChangePlan plan, int added, int removed, int status) {
        writeLog(session, counts(plan, added, removed), status);
    }

    private void writeLog(WriteSession session, String logged, int status) {
        call.trace().plan(logged);
        call.trace().logged(status);
        call.trace().entry(status, false).ifPresent(row -> session.log().append(List.of(row)));
    }

    /** The change in parts; the first holds the document's changes, the last is marked. */
    List<ChangeRecord> parts(StoredResource after, String action, ChangePlan plan, MembershipDifference members) {
        List<List<Change>> contents = new ArrayList<>();
        List<Change> first = new ArrayList<>(
                plan.changes().stream().filter(Change.Assigned.class::isInstance).toList());
        contents.add(first);
        for (Change change : members.changes(memberChunk)) {
            if (contents.size() == 1 && first.stream().allMatch(Change.Assigned.class::isInstance)) {
                first.add(change);
            } else {
                contents.add(List.of(change));
            }
        }
        // A deletion leaves no document; its record has the last names.
        ObjectNode named = plan.document().isEmpty() ? StoredJson.readOrNothing(after) : plan.document();
        Subject subject = Subject.of(after.type(), after.id(), named);
        List<ChangeRecord> parts = new ArrayList<>(contents.size());
        for (int i = 0; i < contents.size(); i++) {
            parts.add(part(after, subject, action, i, i == contents.size() - 1, contents.get(i)));
        }
        return parts;
    }

    /** One part of the change. */
    ChangeRecord part(
            StoredResource after, Subject subject, String action, int part, boolean last, List<Change> changes) {
        return new ChangeRecord(
                after.connection(),
                changeId,
                part,
                last,
                subject,
                action,
                after.version(),
                after.lastModified(),
                call.cause(),
                ChangePlanJson.write(changes));
    }

    /** Takes parts back that were written ahead of a last one that will not come. */
    void discard(WriteSession session) {
        session.changes().discard(call.connection(), changeId);
    }

    /** One part says the same as the log row does, when it is short enough and names few members. */
    private static String logged(List<ChangeRecord> parts, ChangePlan plan, MembershipDifference members) {
        String first = parts.getFirst().plan();
        if (first.length() > LOGGED_PLAN || members.size() > MEMBERS_LOGGED) {
            return counts(plan, members.added().size(), members.removed().size());
        }
        return parts.size() == 1 ? first : logged(plan, members);
    }

    private static String logged(ChangePlan plan, MembershipDifference members) {
        List<Change> changes = new ArrayList<>(
                plan.changes().stream().filter(Change.Assigned.class::isInstance).toList());
        if (members.size() <= MEMBERS_LOGGED) {
            changes.addAll(members.changes(MEMBERS_LOGGED + 1));
            String json = ChangePlanJson.write(new ChangePlan(changes, plan.document()));
            if (json.length() <= LOGGED_PLAN) {
                return json;
            }
        }
        return counts(plan, members.added().size(), members.removed().size());
    }

    private static String counts(ChangePlan plan, int added, int removed) {
        return JsonNodeFactory.instance
                .arrayNode()
                .add(JsonNodeFactory.instance
                        .objectNode()
                        .put("attributesChanged", plan.changes().size() - plan.membershipChanges().size())
                        .put("membersAdded", added)
                        .put("membersRemoved", removed))
                .toString();
    }
}
