package dev.rollcall.store.table;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.RemoteStore;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.HeadOrigin;
import dev.rollcall.directory.stream.MemberDelta;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.TargetQuirk;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Row;
import dev.rollcall.store.jdbc.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is remembered of subjects at targets, of their groups' members to come and to go, and of what is peculiar of targets. */
final class RemoteTable implements RemoteStore {
    private static final String COLUMNS = "SELECT stream_id, subject, resource_id, remote_id, etag, sent, sent_hash,"
            + " sent_to, owed, made, updated_at FROM remote";

    private final Database database;
    private final SqlDialect dialect;
    private final HeadTable heads;

    RemoteTable(Database database, SqlDialect dialect, HeadTable heads) {
        this.database = database;
        this.dialect = dialect;
        this.heads = heads;
    }

    @Override
    public Optional<RemoteRecord> find(StreamId stream, SubjectKey subject) {
        return database.first(Sql.of(COLUMNS + " WHERE stream_id = ? AND subject = ?", stream.value(), subject.text()),
                RemoteTable::read);
    }

    @Override
    public Optional<RemoteRecord> ofResource(StreamId stream, String resourceId) {
        return database.first(Sql.of(COLUMNS + " WHERE stream_id = ? AND resource_id = ? ORDER BY updated_at DESC,"
                + " subject LIMIT 1", stream.value(), resourceId), RemoteTable::read);
    }

    @Override
    public List<RemoteRecord> others(StreamId stream, SubjectKey subject, String remoteId) {
        String kind = subject.text().substring(0, 2);
        return database.list(Sql.of(COLUMNS + dialect.by("remote_under_id") + " WHERE stream_id = ? AND remote_id = ?"
                + " AND subject >= ? AND subject < ? AND subject <> ? ORDER BY subject LIMIT ?", stream.value(),
                StorableText.of(remoteId), kind, end(kind), subject.text(), OTHERS), RemoteTable::read);
    }

    @Override
    public void hold(StreamId stream, String remoteId) {
        dialect.hold(database, "remote " + stream.value() + " " + remoteId, true);
    }

    @Override
    public Map<SubjectKey, EventId> sentTo(StreamId stream, Collection<SubjectKey> subjects) {
        Map<SubjectKey, EventId> sent = new HashMap<>();
        if (!subjects.isEmpty()) {
            database.each(Sql.of("SELECT subject, sent_to FROM remote WHERE stream_id = ? AND "
                    + dialect.isOneOf("subject"), stream.value(),
                    new Sql.Texts(subjects.stream().map(SubjectKey::text).distinct().sorted().toList())),
                    row -> sent.put(new SubjectKey(row.text(1)), sentTo(row.text(2))));
        }
        return sent;
    }

    @Override
    public Map<String, String> remoteIds(StreamId stream, Collection<String> resourceIds) {
        Map<String, String> ids = new HashMap<>();
        if (!resourceIds.isEmpty()) {
            database.each(Sql.of("SELECT resource_id, remote_id FROM remote WHERE stream_id = ? AND "
                    + dialect.isOneOf("resource_id") + " AND remote_id IS NOT NULL ORDER BY updated_at",
                    stream.value(), new Sql.Texts(resourceIds.stream().distinct().sorted().toList())),
                    row -> ids.put(row.text(1), row.text(2)));
        }
        return ids;
    }

    @Override
    public List<RemoteRecord> page(StreamId stream, String prefix, String after, int limit) {
        Sql.Builder sql = new Sql.Builder().add(COLUMNS + " WHERE stream_id = ? AND subject > ?", stream.value(),
                after);
        if (!prefix.isEmpty()) {
            sql.add(" AND subject >= ? AND subject < ?", prefix, end(prefix));
        }
        return database.list(sql.add(" ORDER BY subject LIMIT ?", limit).build(), RemoteTable::read);
    }

    /** Keys' prefixes end with a blank, after which the next character comes. */
    static String end(String prefix) {
        return prefix.substring(0, prefix.length() - 1) + (char) (prefix.charAt(prefix.length() - 1) + 1);
    }

    @Override
    public void put(RemoteRecord remote) {
        database.update(
                "INSERT INTO remote (stream_id, subject, resource_id, remote_id, etag, sent, sent_hash, sent_to,"
                        + " owed, made, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (stream_id, subject) DO UPDATE SET resource_id = excluded.resource_id,"
                        + " remote_id = excluded.remote_id, etag = excluded.etag, sent = excluded.sent,"
                        + " sent_hash = excluded.sent_hash, sent_to = excluded.sent_to, owed = excluded.owed,"
                        + " made = excluded.made, updated_at = excluded.updated_at",
                remote.stream().value(),
                remote.subject().text(), remote.resourceId(), StorableText.of(remote.remoteId()),
                StorableText.of(remote.etag()), remote.sent(), remote.sentHash(), remote.sentTo().text(),
                remote.owed(), remote.made(), remote.updatedAt());
    }

    @Override
    public boolean forget(StreamId stream, SubjectKey subject) {
        return database.update("DELETE FROM remote WHERE stream_id = ? AND subject = ?", stream.value(),
                subject.text()) == 1;
    }

    @Override
    public int addDeltas(StreamId stream, List<MemberDelta> deltas) {
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

    @Override
    public int sent(StreamId stream, List<MemberDelta> deltas) {
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
    void holdMembers(StreamId stream, boolean groupWaits) {
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

    @Override
    public int dropDeltas(StreamId stream, SubjectKey group, int limit) {
        return database.update("DELETE FROM member_delta WHERE stream_id = ? AND subject = ? AND member_id IN (SELECT"
                + " d.member_id FROM member_delta d WHERE d.stream_id = ? AND d.subject = ? ORDER BY d.member_id"
                + " LIMIT ?)", stream.value(), group.text(), stream.value(), group.text(), limit);
    }

    @Override
    public int wake(StreamId stream, String memberId, Instant now) {
        List<DeliveryHead> groups = new ArrayList<>();
        database.each(Sql.of("UPDATE member_delta" + dialect.by("member_delta_waiting")
                + " SET waits = 0 WHERE stream_id = ? AND member_id = ? AND waits = 1 RETURNING subject, event_id",
                stream.value(), memberId),
                row -> groups.add(DeliveryHead.due(stream, new SubjectKey(row.text(1)), HeadIntent.UPDATE,
                        DeliveryRows.event(row.text(2)), HeadOrigin.EVENT, now)));
        heads.merge(stream, groups);
        return groups.size();
    }

    @Override
    public List<MemberDelta> deltas(StreamId stream, SubjectKey group, int limit) {
        return deltas(dialect.by("member_delta_ready"), stream, group, 0, limit);
    }

    @Override
    public List<MemberDelta> waiting(StreamId stream, SubjectKey group, int limit) {
        return deltas("", stream, group, 1, limit);
    }

    private List<MemberDelta> deltas(String by, StreamId stream, SubjectKey group, int waits, int limit) {
        return database.list(Sql.of("SELECT subject, member_id, added, event_id, waits FROM member_delta" + by
                + " WHERE stream_id = ? AND subject = ? AND waits = " + waits + " ORDER BY member_id LIMIT ?",
                stream.value(), group.text(), limit),
                row -> new MemberDelta(new SubjectKey(row.text(1)), row.text(2), row.flag(3),
                        DeliveryRows.event(row.text(4)), row.flag(5)));
    }

    @Override
    public List<TargetQuirk> quirks(StreamId stream) {
        return database.list(Sql.of("SELECT name, value, evidence, learned_at FROM target_quirk WHERE stream_id = ?"
                + " ORDER BY name", stream.value()),
                row -> new TargetQuirk(row.text(1), row.text(2), row.text(3), row.instant(4)));
    }

    @Override
    public void learn(StreamId stream, TargetQuirk quirk) {
        database.update("INSERT INTO target_quirk (stream_id, name, value, evidence, learned_at) VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT (stream_id, name) DO UPDATE SET value = excluded.value, evidence = excluded.evidence,"
                + " learned_at = excluded.learned_at", stream.value(), quirk.name(), StorableText.of(quirk.value()),
                StorableText.of(quirk.evidence()), quirk.learnedAt());
    }

    @Override
    public boolean unlearn(StreamId stream, String name) {
        return database.update("DELETE FROM target_quirk WHERE stream_id = ? AND name = ?", stream.value(),
                name) == 1;
    }

    @Override
    public void unlearnAll(StreamId stream) {
        database.update("DELETE FROM target_quirk WHERE stream_id = ?", stream.value());
    }

    /** Empty text after a restore: what was sent is not known to be there any more. */
    private static EventId sentTo(String text) {
        return text.isEmpty() ? EventId.BEGINNING : DeliveryRows.event(text);
    }

    private static RemoteRecord read(Row row) {
        return new RemoteRecord(new StreamId(row.text(1)), new SubjectKey(row.text(2)), row.text(3),
                row.optionalText(4), row.optionalText(5), row.optionalText(6), row.optionalText(7),
                sentTo(row.text(8)), row.flag(9), row.flag(10), row.instant(11));
    }
}
