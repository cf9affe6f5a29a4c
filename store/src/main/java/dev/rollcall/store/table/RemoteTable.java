package dev.rollcall.store.table;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.RemoteStore;
import dev.rollcall.directory.stream.MemberDelta;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.TargetQuirk;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Row;
import dev.rollcall.store.jdbc.Sql;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is remembered of subjects at targets, and of what is peculiar of targets. The contract is {@link RemoteStore}'s. */
final class RemoteTable implements RemoteStore {
    private static final String COLUMNS = "SELECT stream_id, subject, resource_id, remote_id, etag, sent, sent_hash,"
            + " sent_to, owed, made, updated_at FROM remote";

    private final Database database;
    private final SqlDialect dialect;
    private final MemberDeltaTable members;
    private final FormerRemoteTable former;

    RemoteTable(Database database, SqlDialect dialect, MemberDeltaTable members, FormerRemoteTable former) {
        this.database = database;
        this.dialect = dialect;
        this.members = members;
        this.former = former;
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
    public Map<String, String> formerIds(StreamId stream, Collection<String> resourceIds) {
        return former.ids(stream, resourceIds);
    }

    @Override
    public Map<String, String> formerHolders(StreamId stream, Collection<String> remoteIds) {
        return former.holders(stream, remoteIds);
    }

    @Override
    public Map<String, Set<String>> holders(StreamId stream, Collection<String> remoteIds) {
        Map<String, Set<String>> holders = new HashMap<>();
        if (!remoteIds.isEmpty()) {
            database.each(Sql.of("SELECT remote_id, resource_id FROM remote" + dialect.by("remote_under_id")
                    + " WHERE stream_id = ? AND " + dialect.isOneOf("remote_id"), stream.value(),
                    new Sql.Texts(remoteIds.stream().map(StorableText::of).distinct().sorted().toList())),
                    row -> holders.computeIfAbsent(row.text(1), _ -> new HashSet<>()).add(row.text(2)));
        }
        return holders;
    }

    @Override
    public boolean knowsAnybody(StreamId stream) {
        return !page(stream, "", "", 1).isEmpty() || former.hasAny(stream);
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
    public void replace(RemoteRecord remote) {
        former.keepBefore(remote);
        put(remote);
    }

    @Override
    public boolean leave(StreamId stream, SubjectKey subject, Instant now) {
        former.keep(stream, subject, now);
        return forget(stream, subject);
    }

    @Override
    public int forgetFormer(StreamId stream, int limit) {
        return former.forget(stream, limit);
    }

    @Override
    public boolean forget(StreamId stream, SubjectKey subject) {
        return database.update("DELETE FROM remote WHERE stream_id = ? AND subject = ?", stream.value(),
                subject.text()) == 1;
    }

    @Override
    public int addDeltas(StreamId stream, List<MemberDelta> deltas) {
        return members.add(stream, deltas);
    }

    @Override
    public int sent(StreamId stream, List<MemberDelta> deltas) {
        return members.sent(stream, deltas);
    }

    @Override
    public int dropDeltas(StreamId stream, SubjectKey group, int limit) {
        return members.drop(stream, group, limit);
    }

    @Override
    public int wake(StreamId stream, String memberId, Instant now) {
        return members.wake(stream, memberId, now);
    }

    @Override
    public List<MemberDelta> deltas(StreamId stream, SubjectKey group, int limit) {
        return members.ready(stream, group, limit);
    }

    @Override
    public List<MemberDelta> waiting(StreamId stream, SubjectKey group, int limit) {
        return members.waiting(stream, group, limit);
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
