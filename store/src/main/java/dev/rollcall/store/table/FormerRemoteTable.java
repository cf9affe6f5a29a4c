package dev.rollcall.store.table;

import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.RemoteStore;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Ids that resources had at targets and have there no more. The contract is {@link RemoteStore}'s. */
final class FormerRemoteTable {
    private static final String KEEP = "INSERT INTO former_remote (stream_id, resource_id, remote_id, left_at)"
            + " SELECT r.stream_id, r.resource_id, r.remote_id, CAST(? AS bigint) FROM remote r WHERE r.stream_id = ?"
            + " AND r.subject = ? AND r.remote_id IS NOT NULL AND r.resource_id <> ''";
    private static final String LATEST = " ON CONFLICT (stream_id, resource_id) DO UPDATE SET"
            + " remote_id = excluded.remote_id, left_at = excluded.left_at";

    private final Database database;
    private final SqlDialect dialect;

    FormerRemoteTable(Database database, SqlDialect dialect) {
        this.database = database;
        this.dialect = dialect;
    }

    /** Keeps the id that is remembered of a subject. */
    void keep(StreamId stream, SubjectKey subject, Instant now) {
        database.update(KEEP + LATEST, now, stream.value(), subject.text());
    }

    /** Keeps the id that is remembered of a subject unless it is the same in what is to be remembered. */
    void keepBefore(RemoteRecord next) {
        database.update(KEEP + " AND (r.resource_id <> ? OR r.remote_id <> ?)" + LATEST, next.updatedAt(),
                next.stream().value(), next.subject().text(), next.resourceId(),
                StorableText.of(next.remoteId()).orElse(""));
    }

    Map<String, String> ids(StreamId stream, Collection<String> resourceIds) {
        return texts("resource_id", "remote_id", stream, resourceIds);
    }

    /** Of those whose id it was the last one counts. */
    Map<String, String> holders(StreamId stream, Collection<String> remoteIds) {
        return texts("remote_id", "resource_id", stream, remoteIds);
    }

    private Map<String, String> texts(String key, String value, StreamId stream, Collection<String> keys) {
        Map<String, String> texts = new HashMap<>();
        if (!keys.isEmpty()) {
            database.each(Sql.of("SELECT " + key + ", " + value + " FROM former_remote WHERE stream_id = ? AND "
                    + dialect.isOneOf(key) + " ORDER BY left_at, resource_id", stream.value(),
                    new Sql.Texts(keys.stream().distinct().sorted().toList())),
                    row -> texts.put(row.text(1), row.text(2)));
        }
        return texts;
    }

    boolean hasAny(StreamId stream) {
        return database.first(Sql.of("SELECT 1 FROM former_remote WHERE stream_id = ? LIMIT 1", stream.value()),
                row -> row.number(1)).isPresent();
    }

    int forget(StreamId stream, int limit) {
        return database.update(Sql.of(dialect.sweep("former_remote", "stream_id", "resource_id", "1 = 1"),
                stream.value(), stream.value(), limit));
    }

    /** Before which moment those are from that are past their time, or more than so many. */
    Instant expired(StreamId stream, Instant before, int most) {
        Optional<Instant> surplus = database.first(Sql.of("SELECT left_at FROM former_remote WHERE stream_id = ?"
                + " ORDER BY left_at DESC, resource_id DESC LIMIT 1 OFFSET ?", stream.value(), most),
                row -> row.instant(1));
        // The newest that is too many goes as well, and whoever left at the same millisecond.
        return surplus.map(at -> at.plusMillis(1)).filter(end -> end.isAfter(before)).orElse(before);
    }

    boolean isExpired(StreamId stream, Instant before) {
        return database.first(Sql.of("SELECT left_at FROM former_remote WHERE stream_id = ?"
                + " ORDER BY left_at, resource_id LIMIT 1", stream.value()), row -> row.instant(1))
                .filter(at -> at.isBefore(before))
                .isPresent();
    }

    /** @return how many went, at most so many */
    int expire(StreamId stream, Instant before, int limit) {
        return database.update(Sql.of("DELETE FROM former_remote WHERE stream_id = ? AND resource_id IN (SELECT"
                + " f.resource_id FROM former_remote f WHERE f.stream_id = ? AND f.left_at < ?"
                + " ORDER BY f.left_at, f.resource_id LIMIT ?)", stream.value(), stream.value(), before, limit));
    }
}
