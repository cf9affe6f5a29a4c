package dev.rollcall.store.table;

import dev.rollcall.directory.storage.SyncStore;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.SyncItem;
import dev.rollcall.directory.stream.SyncJob;
import dev.rollcall.directory.stream.SyncSeen;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Row;
import dev.rollcall.store.jdbc.Sql;
import java.util.List;
import java.util.Optional;

/** Comparisons of targets with their source: the job, what was found there, and what is to be done. */
final class SyncTable implements SyncStore {
    private static final String JOB = "SELECT stream_id, mode, phase, position, source, report, started_at, updated_at,"
            + " finished_at, revision FROM sync_job";
    static final String EXTERNAL = "sync_seen_external";
    static final String MATCH = "sync_seen_match";
    private static final String COLUMNS = "SELECT kind, match_key, remote_id, hash, external_id, blocked FROM sync_seen";
    private static final String WHERE = " WHERE stream_id = ? AND kind = ?";
    private static final String SEEN = COLUMNS + WHERE;

    private final Database database;
    private final SqlDialect dialect;

    SyncTable(Database database, SqlDialect dialect) {
        this.database = database;
        this.dialect = dialect;
    }

    @Override
    public Optional<SyncJob> find(StreamId stream) {
        return database.first(Sql.of(JOB + " WHERE stream_id = ?", stream.value()), SyncTable::job);
    }

    @Override
    public List<SyncJob> unfinished() {
        return database.list(Sql.of(JOB + " WHERE finished_at IS NULL ORDER BY stream_id"), SyncTable::job);
    }

    @Override
    public void begin(SyncJob job) {
        database.update(
                "INSERT INTO sync_job (stream_id, mode, phase, position, source, report, started_at, updated_at,"
                        + " finished_at, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT (stream_id) DO UPDATE SET"
                        + " mode = excluded.mode, phase = excluded.phase, position = excluded.position,"
                        + " source = excluded.source, report = excluded.report, started_at = excluded.started_at,"
                        + " updated_at = excluded.updated_at, finished_at = excluded.finished_at,"
                        + " revision = sync_job.revision + 1",
                job.stream().value(), job.mode(), job.phase(), job.position(),
                job.source(), job.report(), job.startedAt(), job.updatedAt(), job.finishedAt());
    }

    @Override
    public boolean advance(SyncJob job) {
        return database.update("UPDATE sync_job SET phase = ?, position = ?, report = ?, updated_at = ?,"
                + " finished_at = ?, revision = revision + 1 WHERE stream_id = ? AND revision = ?", job.phase(),
                job.position(), job.report(), job.updatedAt(), job.finishedAt(), job.stream().value(),
                job.revision()) == 1;
    }

    @Override
    public boolean clear(StreamId stream, int limit) {
        int seen = database.update("DELETE FROM sync_seen WHERE stream_id = ? AND (kind, remote_id, match_key) IN"
                + " (SELECT s.kind, s.remote_id, s.match_key FROM sync_seen s WHERE s.stream_id = ? LIMIT ?)",
                stream.value(), stream.value(), limit);
        return seen > 0
                || database.update("DELETE FROM sync_item WHERE stream_id = ? AND (subject, action) IN"
                        + " (SELECT i.subject, i.action FROM sync_item i WHERE i.stream_id = ? LIMIT ?)",
                        stream.value(),
                        stream.value(), limit) > 0;
    }

    @Override
    public void saw(StreamId stream, List<SyncSeen> seen) {
        if (seen.isEmpty()) {
            return;
        }
        JsonRows rows = new JsonRows("stream_id", "kind", "match_key", "remote_id", "hash", "external_id", "blocked#");
        seen.stream()
                .distinct()
                .forEach(each -> rows.add(stream.value(), each.kind(), each.matchKey(), each.remoteId(), each.hash(),
                        each.externalId(), each.blocked()));
        database.update(new Sql.Builder().add("INSERT INTO sync_seen (" + rows.names() + ") SELECT " + rows.names()
                + " FROM ")
                .add(rows.as("added", dialect))
                .add(" WHERE 1 = 1 ON CONFLICT (stream_id, kind, remote_id, match_key) DO UPDATE SET"
                        + " hash = excluded.hash, external_id = excluded.external_id, blocked = excluded.blocked")
                .build());
    }

    @Override
    public void put(StreamId stream, List<SyncItem> items) {
        if (items.isEmpty()) {
            return;
        }
        JsonRows rows = new JsonRows("stream_id", "subject", "action", "detail", "done#");
        items.forEach(item -> rows.add(stream.value(), item.subject(), item.action(), item.detail(), item.done()));
        database.update(new Sql.Builder().add("INSERT INTO sync_item (" + rows.names() + ") SELECT " + rows.names()
                + " FROM ")
                .add(rows.as("added", dialect))
                .add(" WHERE 1 = 1 ON CONFLICT (stream_id, subject, action) DO UPDATE SET detail = excluded.detail,"
                        + " done = excluded.done")
                .build());
    }

    @Override
    public boolean done(StreamId stream, SyncItem item) {
        return database.update("UPDATE sync_item SET done = 1 WHERE stream_id = ? AND subject = ? AND action = ?",
                stream.value(), item.subject(), item.action()) == 1;
    }

    @Override
    public List<SyncSeen> byExternalId(StreamId stream, String kind, String externalId, int limit) {
        return seen(Sql.of(lookUp(dialect.by(EXTERNAL), "external_id"), stream.value(), kind, externalId, limit));
    }

    @Override
    public List<SyncSeen> byMatchKey(StreamId stream, String kind, String matchKey, int limit) {
        return seen(Sql.of(lookUp(dialect.by(MATCH), "match_key"), stream.value(), kind, matchKey, limit));
    }

    @Override
    public Optional<SyncSeen> byRemoteId(StreamId stream, String kind, String remoteId) {
        return seen(Sql.of(SEEN + " AND remote_id = ? ORDER BY match_key LIMIT 1", stream.value(), kind, remoteId))
                .stream()
                .findFirst();
    }

    @Override
    public List<SyncSeen> seen(StreamId stream, String kind, String after, int limit) {
        return seen(Sql.of(SEEN + " AND remote_id > ? ORDER BY remote_id, match_key LIMIT ?", stream.value(), kind,
                after, limit));
    }

    /**
     * The statement of a look-up.
     *
     * @param hint which index to go by: left to itself, SQLite looks through everything that was found, because the primary key begins
     *     like the index
     */
    static String lookUp(String hint, String column) {
        return COLUMNS + hint + WHERE + " AND " + column + " = ? ORDER BY remote_id LIMIT ?";
    }

    private List<SyncSeen> seen(Sql sql) {
        return database.list(sql, row -> new SyncSeen(row.text(1), row.text(2), row.text(3), row.text(4),
                row.optionalText(5), row.flag(6)));
    }

    @Override
    public List<SyncItem> items(StreamId stream, Optional<SyncItem> after, Optional<Boolean> done, int limit) {
        Sql.Builder sql = new Sql.Builder().add("SELECT subject, action, detail, done FROM sync_item"
                + " WHERE stream_id = ?", stream.value());
        after.ifPresent(item -> sql.add(" AND (subject, action) > (?, ?)", item.subject(), item.action()));
        done.ifPresent(wanted -> sql.add(" AND done = ?", wanted));
        return database.list(sql.add(" ORDER BY subject, action LIMIT ?", limit).build(),
                row -> new SyncItem(row.text(1), row.text(2), row.text(3), row.flag(4)));
    }

    private static SyncJob job(Row row) {
        return new SyncJob(new StreamId(row.text(1)), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6),
                row.instant(7), row.instant(8), row.optionalInstant(9), row.number(10));
    }
}
