package dev.rollcall.store.table;

import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.RemoteStore;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.HeadOrigin;
import dev.rollcall.directory.stream.MemberDelta;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Members that targets' groups are to gain and to lose. The contract is {@link RemoteStore}'s. */
final class MemberDeltaTable {
    private final Database database;
    private final SqlDialect dialect;
    private final HeadTable heads;

    MemberDeltaTable(Database database, SqlDialect dialect, HeadTable heads) {
        this.database = database;
        this.dialect = dialect;
        this.heads = heads;
    }

    int add(StreamId stream, List<MemberDelta> deltas) {
        if (deltas.isEmpty()) {
            return 0;
        }
        Map<String, MemberDelta> newest = new HashMap<>();
        deltas.forEach(delta -> newest.merge(delta.group().text() + " " + delta.memberId(), delta,
                (one, other) -> one.event().compareTo(other.event()) >= 0 ? one : other));
        JsonRows rows = new JsonRows("stream_id", "subject", "member_id", "added#", "event_id", "waits#");
        newest.values()
                .stream()
                .sorted((one, other) -> (one.group().text() + one.memberId())
                        .compareTo(other.group().text() + other.memberId()))
                .forEach(delta -> rows.add(stream.value(), delta.group().text(), delta.memberId(), delta.added(),
                        delta.event().text(), delta.waits()));
        return database.update(new Sql.Builder().add("INSERT INTO member_delta (" + rows.names() + ") SELECT "
                + rows.names() + " FROM ")
                .add(rows.as("added", dialect))
                .add(" WHERE 1 = 1 ON CONFLICT (stream_id, subject, member_id) DO UPDATE SET added = excluded.added,"
                        + " event_id = excluded.event_id, waits = excluded.waits"
                        + " WHERE excluded.event_id > member_delta.event_id")
                .build());
    }

    int sent(StreamId stream, List<MemberDelta> deltas) {
        int gone = 0;
        for (MemberDelta delta : deltas) {
            gone += database.update("DELETE FROM member_delta WHERE stream_id = ? AND subject = ? AND member_id = ?"
                    + " AND event_id = ?", stream.value(), delta.group().text(), delta.memberId(),
                    delta.event().text());
        }
        return gone;
    }

    /**
     * Keeps a member from coming to the target between the look for it and the word that its group waits: on several nodes one
     * write would not see the other, and nobody would wake the group any more. Members come beside each other.
     */
    void hold(StreamId stream, boolean groupWaits) {
        dialect.hold(database, "members " + stream.value(), groupWaits);
    }

    /**
     * They wait for their member, unless a newer one stands in their place; and unless the member has come to the target since it was
     * looked for, because nobody would wake them any more. Those that say that they wait do so in any case.
     */
    void letWait(StreamId stream, List<MemberDelta> deltas) {
        for (MemberDelta delta : deltas) {
            database.update("UPDATE member_delta SET waits = 1 WHERE stream_id = ? AND subject = ? AND member_id = ?"
                    + " AND event_id = ? AND (? = 1 OR NOT EXISTS (SELECT 1 FROM remote r WHERE r.stream_id = ?"
                    + " AND r.resource_id = ? AND r.remote_id IS NOT NULL))", stream.value(), delta.group().text(),
                    delta.memberId(), delta.event().text(), delta.waits() ? 1 : 0, stream.value(), delta.memberId());
        }
    }

    int drop(StreamId stream, SubjectKey group, int limit) {
        return database.update("DELETE FROM member_delta WHERE stream_id = ? AND subject = ? AND member_id IN (SELECT"
                + " d.member_id FROM member_delta d WHERE d.stream_id = ? AND d.subject = ? ORDER BY d.member_id"
                + " LIMIT ?)", stream.value(), group.text(), stream.value(), group.text(), limit);
    }

    int wake(StreamId stream, String memberId, Instant now) {
        List<DeliveryHead> groups = new ArrayList<>();
        database.each(Sql.of("UPDATE member_delta" + dialect.by("member_delta_waiting")
                + " SET waits = 0 WHERE stream_id = ? AND member_id = ? AND waits = 1 RETURNING subject, event_id",
                stream.value(), memberId),
                row -> groups.add(DeliveryHead.due(stream, new SubjectKey(row.text(1)), HeadIntent.UPDATE,
                        DeliveryRows.event(row.text(2)), HeadOrigin.EVENT, now)));
        heads.merge(stream, groups);
        return groups.size();
    }

    List<MemberDelta> ready(StreamId stream, SubjectKey group, int limit) {
        return deltas(dialect.by("member_delta_ready"), stream, group, 0, limit);
    }

    List<MemberDelta> waiting(StreamId stream, SubjectKey group, int limit) {
        return deltas("", stream, group, 1, limit);
    }

    private List<MemberDelta> deltas(String by, StreamId stream, SubjectKey group, int waits, int limit) {
        return database.list(Sql.of("SELECT subject, member_id, added, event_id, waits FROM member_delta" + by
                + " WHERE stream_id = ? AND subject = ? AND waits = " + waits + " ORDER BY member_id LIMIT ?",
                stream.value(), group.text(), limit),
                row -> new MemberDelta(new SubjectKey(row.text(1)), row.text(2), row.flag(3),
                        DeliveryRows.event(row.text(4)), row.flag(5)));
    }
}
