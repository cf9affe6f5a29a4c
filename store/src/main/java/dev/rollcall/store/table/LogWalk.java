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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One look through the request log. It first finds how far so many rows reach, and then looks for what is asked for among
 * these alone, so that a filter that matches little costs no more than one that matches all. The rows are those of the
 * narrowest index: the failures, or all. Those about one resource of one connection are found by {@link ResourceLogWalk} instead.
 */
final class LogWalk {
    /** Rows that are read by their ids in one statement at most. */
    private static final int AT_ONCE = 16;
    /** How far the time in an id may be from the time of its row. */
    static final Duration SLACK = Duration.ofMinutes(1);

    private final Database database;
    private final SqlDialect dialect;
    private final LogBlocks blocks;
    private final LogSearch search;
    private final Room room;

    /**
     * What a look may have in memory.
     *
     * @param characters of bodies and the rest with which a stretch ends early
     * @param atOnce rows at most that are read ahead of what is taken from them
     */
    record Room(long characters, int atOnce) {
        static final Room USUAL = new Room(4L << 20, 50);
    }

    LogWalk(Database database, SqlDialect dialect, LogBlocks blocks, LogSearch search, Room room) {
        this.database = database;
        this.dialect = dialect;
        this.blocks = blocks;
        this.search = search;
        this.room = room;
    }

    LogStretch run() {
        return run(LogTable::columns);
    }

    LogStretch heads() {
        return run(LogTable::heads);
    }

    LogStretch plans() {
        return run(LogTable::plans);
    }

    /** @param columns what is read of each row, by the name of the index to go by */
    private LogStretch run(UnaryOperator<String> columns) {
        if (isAbout(search)) {
            return aboutOne(columns.apply(""));
        }
        Optional<String> window = takesAll(search)
                ? Optional.empty()
                : database.first(window(search, index()), row -> row.text(1));
        Page page = new Page();
        database.until(rows(search, columns.apply(index()), window), room.atOnce(),
                row -> page.add(LogTable.read(row)));
        return new LogStretch(page.entries, page.next().or(() -> window));
    }

    private LogStretch aboutOne(String columns) {
        ResourceLogWalk.Path path = new ResourceLogWalk(database, blocks, search,
                ResourceLogWalk.Limits.USUAL).run();
        int begin = (int) Math.min(search.offset(), path.ids().size());
        List<String> left = path.ids().subList(begin, path.ids().size());
        Page page = new Page();
        while (!left.isEmpty() && page.isOpen()) {
            List<String> some = left.subList(0, Math.min(left.size(), Math.min(AT_ONCE, room.atOnce())));
            Map<String, RequestLogEntry> rows = new HashMap<>();
            database.each(byIds(search, columns, dialect.isOneOf("l.id", some)), row -> {
                RequestLogEntry entry = LogTable.read(row);
                rows.put(entry.id(), entry);
            });
            some.stream().map(rows::get).filter(Objects::nonNull).forEach(page::add);
            left = left.subList(some.size(), left.size());
        }
        return new LogStretch(page.entries, page.next().or(path::reached));
    }

    /** Whether all rows that the look may go to are asked for, so that it reads no more of them than it answers with, by their key. */
    private static boolean takesAll(LogSearch search) {
        boolean status = search.statusFrom() == 0
                || search.statusFrom() == LogTable.FIRST_FAILURE && search.connection().isPresent();
        return status
                && search.statusTo() == LogSearch.ANY
                && search.resourceId().isEmpty()
                && search.tolerance().isEmpty()
                && search.since().isEmpty()
                && search.until().isEmpty()
                && search.offset() + search.limit() < search.budget();
    }

    /** Which index to go by where the primary key begins with the same column and holds rows of no use. */
    private String index() {
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
        search.resourceId().ifPresent(id -> sql.add(" AND l.resource_id = ?", id));
        return filter(search, sql).add(order(search) + " LIMIT ? OFFSET ?", search.limit() + 1L, search.offset())
                .build();
    }

    /**
     * Finds rows by their ids, in no order.
     *
     * @param ids that a row's is one of them
     */
    static Sql byIds(LogSearch search, String columns, Sql ids) {
        return new Sql.Builder()
                .add(columns + " WHERE l.connection_id = ? AND ", search.connection().orElseThrow().value())
                .add(ids)
                .build();
    }

    /** What is asked for, but for the resource. */
    static Sql.Builder filter(LogSearch search, Sql.Builder sql) {
        sql.add(" AND l.status BETWEEN ? AND ?", search.statusFrom(), search.statusTo());
        search.tolerance().ifPresent(id -> sql.add(" AND l.tolerances LIKE ?", "%\"" + id + "\"%"));
        search.since().ifPresent(time -> sql.add(" AND l.time >= ?", time));
        search.until().ifPresent(time -> sql.add(" AND l.time < ?", time));
        return sql;
    }

    /** The rows that the look may go to. */
    private static Sql.Builder range(LogSearch search, Sql.Builder sql) {
        search.connection().map(ConnectionId::value).ifPresent(id -> sql.add(" AND l.connection_id = ?", id));
        if (search.statusFrom() >= LogTable.FIRST_FAILURE) {
            sql.add(" AND l.status >= " + LogTable.FIRST_FAILURE);
        }
        search.from().ifPresent(id -> sql.add(search.newestFirst() ? " AND l.id < ?" : " AND l.id > ?", id));
        firstId(search.since()).ifPresent(id -> sql.add(" AND l.id >= ?", id));
        endId(search.until()).ifPresent(id -> sql.add(" AND l.id < ?", id));
        return sql;
    }

    private static boolean isAbout(LogSearch search) {
        return search.connection().isPresent() && search.resourceId().isPresent();
    }

    private static String order(LogSearch search) {
        return search.newestFirst() ? " ORDER BY l.id DESC" : " ORDER BY l.id";
    }

    /** What no row of that time or a later one has an id before. */
    static Optional<String> firstId(Optional<Instant> since) {
        return since.map(time -> firstId(time.minus(SLACK)));
    }

    /** What every row before that time has an id before. */
    static Optional<String> endId(Optional<Instant> until) {
        return until.map(time -> firstId(time.plus(SLACK)));
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

    /** The rows that a look answers with: no more than were wanted, and not far more than a few megabytes. */
    private final class Page {
        private final List<RequestLogEntry> entries = new ArrayList<>();
        private long characters;
        private boolean more;

        boolean isOpen() {
            return !more;
        }

        /** @return whether it wants another */
        boolean add(RequestLogEntry entry) {
            if (more || entries.size() >= search.limit() || characters > room.characters()) {
                more = true;
                return false;
            }
            characters += characters(entry);
            entries.add(entry);
            return true;
        }

        /** Beyond which row there is more; empty when none was turned away. */
        Optional<String> next() {
            return more ? Optional.of(entries.getLast().id()) : Optional.empty();
        }
    }
}
