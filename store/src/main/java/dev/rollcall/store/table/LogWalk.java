package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.LogSearch;
import dev.rollcall.directory.storage.LogStretch;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One look through the request log. It first finds how far so many rows reach, and then looks for what is asked for among
 * these alone, so that a filter that matches little costs no more than one that matches all. The rows are those of the
 * narrowest index: those about a resource, or the failures, or all.
 */
final class LogWalk {
    /** What a stretch has of bodies and the rest, in characters, before it ends early. */
    private static final long MOST_CHARACTERS = 4L << 20;
    private static final int FETCH = 50;
    /** How far the time in an id may be from the time of its row. */
    static final Duration SLACK = Duration.ofMinutes(1);

    private final Database database;
    private final SqlDialect dialect;
    private final LogSearch search;

    LogWalk(Database database, SqlDialect dialect, LogSearch search) {
        this.database = database;
        this.dialect = dialect;
        this.search = search;
    }

    LogStretch run() {
        Optional<String> window = database.first(window(search, index()), row -> row.text(1));
        return stretch(rows(search, LogTable.columns(index()), window), window);
    }

    LogStretch heads() {
        Optional<String> window = database.first(window(search, index()), row -> row.text(1));
        return stretch(rows(search, LogTable.heads(index()), window), window);
    }

    LogStretch plans() {
        Optional<String> window = database.first(window(search, index()), row -> row.text(1));
        return stretch(rows(search, LogTable.plans(index()), window), window);
    }

    /** Which index to go by where the primary key begins with the same column and holds rows of no use. */
    private String index() {
        if (isAbout(search)) {
            return dialect.by("request_log_resource");
        }
        boolean failures = search.connection().isPresent() && search.statusFrom() >= LogTable.FIRST_FAILURE;
        return failures ? dialect.by("request_log_failure") : "";
    }

    /** Finds the last of so many rows that a look may go to. @param index which one to go by */
    static Sql window(LogSearch search, String index) {
        return range(search, new Sql.Builder().add("SELECT l.id FROM request_log l" + index + " WHERE 1 = 1"))
                .add(order(search) + " LIMIT 1 OFFSET ?", search.budget() - 1L)
                .build();
    }

    /** Finds what is asked for as far as the last of the rows that the look may go to. */
    static Sql rows(LogSearch search, String columns, Optional<String> window) {
        Sql.Builder sql = range(search, new Sql.Builder().add(columns + " WHERE 1 = 1"));
        window.ifPresent(last -> sql.add(search.newestFirst() ? " AND l.id >= ?" : " AND l.id <= ?", last));
        sql.add(" AND l.status BETWEEN ? AND ?", search.statusFrom(), search.statusTo());
        if (!isAbout(search)) {
            search.resourceId().ifPresent(id -> sql.add(" AND l.resource_id = ?", id));
        }
        search.tolerance().ifPresent(id -> sql.add(" AND l.tolerances LIKE ?", "%\"" + id + "\"%"));
        search.since().ifPresent(time -> sql.add(" AND l.time >= ?", time));
        search.until().ifPresent(time -> sql.add(" AND l.time < ?", time));
        return sql.add(order(search) + " LIMIT ? OFFSET ?", search.limit() + 1L, search.offset()).build();
    }

    private LogStretch stretch(Sql sql, Optional<String> window) {
        List<RequestLogEntry> entries = new ArrayList<>();
        long[] characters = {0};
        boolean[] more = {false};
        database.until(sql, FETCH, row -> {
            if (entries.size() >= search.limit() || characters[0] > MOST_CHARACTERS) {
                more[0] = true;
                return false;
            }
            RequestLogEntry entry = LogTable.read(row);
            characters[0] += characters(entry);
            entries.add(entry);
            return true;
        });
        return new LogStretch(entries, more[0] ? Optional.of(entries.getLast().id()) : window);
    }

    /** The rows that the look may go to. */
    private static Sql.Builder range(LogSearch search, Sql.Builder sql) {
        search.connection().map(ConnectionId::value).ifPresent(id -> sql.add(" AND l.connection_id = ?", id));
        if (isAbout(search)) {
            sql.add(" AND l.resource_id = ?", search.resourceId().orElseThrow());
        } else if (search.statusFrom() >= LogTable.FIRST_FAILURE) {
            sql.add(" AND l.status >= " + LogTable.FIRST_FAILURE);
        }
        search.from().ifPresent(id -> sql.add(search.newestFirst() ? " AND l.id < ?" : " AND l.id > ?", id));
        search.since().ifPresent(time -> sql.add(" AND l.id >= ?", firstId(time.minus(SLACK))));
        search.until().ifPresent(time -> sql.add(" AND l.id < ?", firstId(time.plus(SLACK))));
        return sql;
    }

    private static boolean isAbout(LogSearch search) {
        return search.connection().isPresent() && search.resourceId().isPresent();
    }

    private static String order(LogSearch search) {
        return search.newestFirst() ? " ORDER BY l.id DESC" : " ORDER BY l.id";
    }

    /** What is before every id of that millisecond and after all earlier ones. */
    static String firstId(Instant time) {
        String hex = String.format(Locale.ROOT, "%012x", Math.max(0, time.toEpochMilli()));
        return hex.substring(0, 8) + "-" + hex.substring(8);
    }

    private static long characters(RequestLogEntry entry) {
        return entry.path().length()
                + entry.plan().map(String::length).orElse(0)
                + entry.tolerances().map(String::length).orElse(0)
                + entry.error().map(String::length).orElse(0)
                + entry.requestBody().map(String::length).orElse(0)
                + entry.responseBody().map(String::length).orElse(0);
    }
}
