package dev.rollcall.store.table;

import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.storage.AuditEntry;
import dev.rollcall.directory.storage.AuditQuery;
import dev.rollcall.directory.storage.AuditStore;
import dev.rollcall.directory.storage.AuditStretch;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Row;
import dev.rollcall.store.jdbc.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The audit log of the management API. */
final class AuditTable implements AuditStore {
    private static final String COLUMNS = "SELECT id, time, actor_kind, actor_id, client_address, user_agent, method, path,"
            + " operation, status, kind, connection_id, subject, old_value, new_value, error FROM audit_log";

    private static final int ANY_STATUS = 999;
    /** What a stretch has of texts, in characters, before it ends early. */
    private static final long MOST_CHARACTERS = 4L << 20;
    private static final int FETCH = 50;

    private final Database database;

    AuditTable(Database database) {
        this.database = database;
    }

    @Override
    public void append(AuditEntry entry) {
        Optional<AuditEntry.Change> change = entry.change();
        database.update(
                "INSERT INTO audit_log (id, time, actor_kind, actor_id, client_address, user_agent, method, path,"
                        + " operation, status, kind, connection_id, subject, old_value, new_value, error)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                entry.id(),
                entry.time(), entry.actor().kind().keyword(), entry.actor().id(), entry.clientAddress(),
                entry.userAgent(), entry.method(), entry.path(), entry.operation(), entry.status(),
                change.map(AuditEntry.Change::kind), change.flatMap(AuditEntry.Change::connection),
                change.map(AuditEntry.Change::subject), change.flatMap(AuditEntry.Change::before),
                change.flatMap(AuditEntry.Change::after), entry.error());
    }

    @Override
    public List<AuditEntry> before(String id, int limit) {
        Optional<String> from = id.isEmpty() ? Optional.empty() : Optional.of(id);
        return search(new AuditQuery(from, true, 0, ANY_STATUS, 0, limit, limit)).entries();
    }

    /** As {@link LogWalk} does: first how far so many rows reach, then what is asked for among these. */
    @Override
    public AuditStretch search(AuditQuery query) {
        Optional<String> window = database.first(window(query), row -> row.text(1));
        List<AuditEntry> entries = new ArrayList<>();
        long[] characters = {0};
        boolean[] more = {false};
        database.until(rows(query, window), FETCH, row -> {
            if (entries.size() >= query.limit() || characters[0] > MOST_CHARACTERS) {
                more[0] = true;
                return false;
            }
            AuditEntry entry = read(row);
            characters[0] += characters(entry);
            entries.add(entry);
            return true;
        });
        return new AuditStretch(entries, more[0] && !entries.isEmpty() ? Optional.of(entries.getLast().id()) : window);
    }

    /** Finds the last of so many rows that a look may go to. */
    static Sql window(AuditQuery query) {
        return range(query, new Sql.Builder().add("SELECT id FROM audit_log WHERE 1 = 1"))
                .add(order(query) + " LIMIT 1 OFFSET ?", query.budget() - 1L)
                .build();
    }

    /** Finds what is asked for as far as the last of the rows that the look may go to. */
    static Sql rows(AuditQuery query, Optional<String> window) {
        Sql.Builder sql = range(query, new Sql.Builder().add(COLUMNS + " WHERE 1 = 1"));
        window.ifPresent(last -> sql.add(query.newestFirst() ? " AND id >= ?" : " AND id <= ?", last));
        return sql
                .add(" AND status BETWEEN ? AND ?", query.statusFrom(), query.statusTo())
                .add(order(query) + " LIMIT ? OFFSET ?", query.limit() + 1L, query.offset())
                .build();
    }

    private static Sql.Builder range(AuditQuery query, Sql.Builder sql) {
        if (query.statusFrom() >= LogTable.FIRST_FAILURE) {
            sql.add(" AND status >= " + LogTable.FIRST_FAILURE);
        }
        query.from().ifPresent(id -> sql.add(query.newestFirst() ? " AND id < ?" : " AND id > ?", id));
        return sql;
    }

    private static String order(AuditQuery query) {
        return query.newestFirst() ? " ORDER BY id DESC" : " ORDER BY id";
    }

    private static long characters(AuditEntry entry) {
        return entry.path().length()
                + entry.userAgent().map(String::length).orElse(0)
                + entry.error().map(String::length).orElse(0)
                + entry.change().flatMap(AuditEntry.Change::before).map(String::length).orElse(0)
                + entry.change().flatMap(AuditEntry.Change::after).map(String::length).orElse(0);
    }

    @Override
    public Optional<AuditEntry> find(String id) {
        return database.first(Sql.of(COLUMNS + " WHERE id = ?", id), AuditTable::read);
    }

    /** Of when the oldest row is. */
    Optional<Instant> oldest() {
        return database.first(Sql.of("SELECT time FROM audit_log ORDER BY id LIMIT 1"), row -> row.instant(1));
    }

    /** Drops the oldest rows, as far as they are older than a time. @return how many */
    int expire(Instant before, int limit) {
        return database.update("DELETE FROM audit_log WHERE id IN (SELECT id FROM audit_log ORDER BY id LIMIT ?)"
                + " AND time < ?", limit, before);
    }

    private static AuditEntry read(Row row) {
        Optional<AuditEntry.Change> change = row.optionalText(11)
                .map(kind -> new AuditEntry.Change(
                        kind, row.optionalText(12), row.text(13), row.optionalText(14), row.optionalText(15)));
        return new AuditEntry(row.text(1), row.instant(2), new Actor(Actor.Kind.of(row.text(3)), row.optionalText(4)),
                row.text(5), row.optionalText(6), row.text(7), row.text(8), row.text(9), (int) row.number(10), change,
                row.optionalText(16));
    }
}
