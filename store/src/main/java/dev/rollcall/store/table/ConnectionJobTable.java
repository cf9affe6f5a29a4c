package dev.rollcall.store.table;

import dev.rollcall.directory.configuration.ConnectionJob;
import dev.rollcall.directory.configuration.ConnectionJob.Kind;
import dev.rollcall.directory.configuration.ConnectionJob.Tally;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.ConnectionJobStore;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Row;
import dev.rollcall.store.jdbc.Sql;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is left to be done for the users of connections. */
final class ConnectionJobTable implements ConnectionJobStore {
    private static final String COLUMNS = "SELECT j.connection_id, j.kind, j.source, j.target, j.reached, j.seen,"
            + " j.changed, j.clashes, j.without_value, j.started_at, j.updated_at, j.finished_at, j.revision"
            + " FROM connection_job j";

    private final Database database;
    private final SqlDialect dialect;

    ConnectionJobTable(Database database, SqlDialect dialect) {
        this.database = database;
        this.dialect = dialect;
    }

    @Override
    public Optional<ConnectionJob> find(ConnectionId connection, Kind kind) {
        return database.first(Sql.of(COLUMNS + " WHERE j.connection_id = ? AND j.kind = ?", connection.value(),
                kind.keyword()), ConnectionJobTable::read);
    }

    @Override
    public List<ConnectionJob> of(ConnectionId connection) {
        return database.list(Sql.of(COLUMNS + " WHERE j.connection_id = ? ORDER BY j.kind", connection.value()),
                ConnectionJobTable::read);
    }

    @Override
    public List<ConnectionJob> unfinished(String after, int limit) {
        return database.list(Sql.of(COLUMNS + " JOIN connection c ON c.connection_id = j.connection_id"
                + " WHERE j.finished_at IS NULL AND j.connection_id > ? ORDER BY j.connection_id, j.kind LIMIT ?",
                after,
                limit), ConnectionJobTable::read);
    }

    @Override
    public Set<String> running() {
        return dialect.running(database);
    }

    @Override
    public void put(ConnectionJob job) {
        Tally tally = job.tally();
        database.update("INSERT INTO connection_job (connection_id, kind, source, target, reached, seen, changed,"
                + " clashes, without_value, started_at, updated_at, finished_at, revision)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT (connection_id, kind) DO UPDATE SET"
                + " source = excluded.source, target = excluded.target, reached = excluded.reached,"
                + " seen = excluded.seen, changed = excluded.changed, clashes = excluded.clashes,"
                + " without_value = excluded.without_value, started_at = excluded.started_at,"
                + " updated_at = excluded.updated_at, finished_at = excluded.finished_at,"
                + " revision = connection_job.revision + 1", job.connectionId().value(), job.kind().keyword(),
                job.source(), job.target(), job.position(), tally.seen(), tally.changed(), tally.clashes(),
                tally.without(), job.startedAt(), job.updatedAt(), job.finishedAt());
    }

    @Override
    public boolean advance(ConnectionJob job) {
        Tally tally = job.tally();
        return database.update("UPDATE connection_job SET reached = ?, seen = ?, changed = ?, clashes = ?,"
                + " without_value = ?, updated_at = ?, finished_at = ?, revision = revision + 1"
                + " WHERE connection_id = ? AND kind = ? AND revision = ?", job.position(), tally.seen(),
                tally.changed(), tally.clashes(), tally.without(), job.updatedAt(), job.finishedAt(),
                job.connectionId().value(), job.kind().keyword(), job.revision()) == 1;
    }

    @Override
    public void remove(ConnectionId connection, Kind kind) {
        database.update("DELETE FROM connection_job WHERE connection_id = ? AND kind = ?", connection.value(),
                kind.keyword());
    }

    private static ConnectionJob read(Row row) {
        return new ConnectionJob(new ConnectionId(row.text(1)), Kind.of(row.text(2)), row.text(3), row.text(4),
                row.text(5), new Tally(row.number(6), row.number(7), row.number(8), row.number(9)), row.instant(10),
                row.instant(11), row.optionalInstant(12), row.number(13));
    }
}
