package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.LastFailure;
import dev.rollcall.directory.storage.LogQuery;
import dev.rollcall.directory.storage.LogSearch;
import dev.rollcall.directory.storage.LogStore;
import dev.rollcall.directory.storage.LogStretch;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Row;
import dev.rollcall.store.jdbc.Sql;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The request log. */
final class LogTable implements LogStore {
    /** As the indexes of failures have it. */
    static final int FIRST_FAILURE = 400;
    /** Bodies that are written by one statement. */
    private static final int AT_ONCE = 16;
    private static final String INSERT = "INSERT INTO request_log (connection_id, id, time, client_address, method,"
            + " path, status, duration_micros, token_id, resource_type, resource_id, plan, tolerances, error,"
            + " client_request_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (connection_id, id) DO UPDATE SET status = excluded.status,"
            + " duration_micros = excluded.duration_micros, token_id = coalesce(excluded.token_id, request_log.token_id),"
            + " resource_type = coalesce(excluded.resource_type, request_log.resource_type),"
            + " resource_id = coalesce(excluded.resource_id, request_log.resource_id),"
            + " plan = coalesce(excluded.plan, request_log.plan),"
            + " tolerances = coalesce(excluded.tolerances, request_log.tolerances),"
            + " error = coalesce(excluded.error, request_log.error),"
            + " client_request_id = coalesce(excluded.client_request_id, request_log.client_request_id)";

    private static final String COLUMNS = "SELECT l.connection_id, l.id, l.time, l.client_address, l.method, l.path, l.status,"
            + " l.duration_micros, l.token_id, l.resource_type, l.resource_id, l.plan, l.tolerances, l.error, b.body,"
            + " l.client_request_id, r.body FROM request_log l";
    /** The same without what may be large. */
    private static final String HEADS = "SELECT l.connection_id, l.id, l.time, l.client_address, l.method, l.path,"
            + " l.status, l.duration_micros, l.token_id, l.resource_type, l.resource_id, NULL, l.tolerances, l.error, NULL,"
            + " l.client_request_id, NULL FROM request_log l";
    /** The same with what was changed. */
    private static final String PLANS = HEADS.replaceFirst("NULL", "l.plan");
    private static final String BODIES = " LEFT JOIN request_body b ON b.connection_id = l.connection_id AND b.id = l.id"
            + " LEFT JOIN response_body r ON r.connection_id = l.connection_id AND r.id = l.id";

    private final Database database;
    private final SqlDialect dialect;
    private final LogBlocks blocks;
    private final Clock clock;

    LogTable(Database database, SqlDialect dialect, Clock clock) {
        this.database = database;
        this.dialect = dialect;
        this.blocks = new LogBlocks(database, dialect, clock);
        this.clock = clock;
    }

    /** The columns that {@link #read} takes. @param index which one to go by; empty text for whichever */
    static String columns(String index) {
        return COLUMNS + index + BODIES;
    }

    /** The same, those that may be large left out. */
    static String heads(String index) {
        return HEADS + index;
    }

    /** The same, bodies alone left out. */
    static String plans(String index) {
        return PLANS + index;
    }

    /** The newest failure of each connection, from one connection to the next. @param index of the failures of a connection */
    static Sql lastFailures(String index, Instant since) {
        String failures = " FROM request_log l" + index + " WHERE l.status >= " + FIRST_FAILURE;
        return Sql.of("WITH RECURSIVE failing(c) AS (SELECT (SELECT l.connection_id" + failures
                + " ORDER BY l.connection_id LIMIT 1) UNION ALL SELECT (SELECT l.connection_id" + failures
                + " AND l.connection_id > f.c ORDER BY l.connection_id LIMIT 1) FROM failing f WHERE f.c IS NOT NULL),"
                + " newest(c, id) AS (SELECT f.c, (SELECT l.id" + failures
                + " AND l.connection_id = f.c ORDER BY l.id DESC LIMIT 1) FROM failing f WHERE f.c IS NOT NULL)"
                + " SELECT n.c, n.id, o.status FROM newest n JOIN request_log o ON o.connection_id = n.c AND o.id = n.id"
                + " WHERE n.id >= ?", LogWalk.firstId(since));
    }

    @Override
    public void append(List<RequestLogEntry> entries) {
        entries.forEach(this::append);
        addBodies(entries);
    }

    private void append(RequestLogEntry entry) {
        Sql.Builder insert = new Sql.Builder().add(INSERT, entry.connection().value(), entry.id(), entry.time(),
                entry.clientAddress(), entry.method(), entry.path(), entry.status(), entry.durationMicros(),
                entry.tokenId(), entry.resourceType(), entry.resourceId(), entry.plan(), entry.tolerances(),
                entry.error(), entry.clientRequestId());
        boolean covered = blocks.isCovered(entry, insert);
        // Asked behind the row, not before: whoever sums up its neighbours sees from here on that it is being written.
        if (covered || dialect.isLate(entry.time(), clock.instant())) {
            blocks.addLate(entry);
        }
    }

    @Override
    public boolean makeBlocks(ConnectionId connection) {
        return blocks.make(connection);
    }

    @Override
    public void addBodies(List<RequestLogEntry> entries) {
        addBodies("request_body", entries, RequestLogEntry::requestBody);
        addBodies("response_body", entries, RequestLogEntry::responseBody);
    }

    /**
     * Several in a statement, of which there are only two kinds, so that both stay prepared. The row is looked for in a way that
     * can only be planned as a look-up for each.
     */
    private void addBodies(String table, List<RequestLogEntry> entries,
            Function<RequestLogEntry, Optional<String>> body) {
        Map<String, RequestLogEntry> withBody = new LinkedHashMap<>();
        entries.stream()
                .filter(entry -> body.apply(entry).isPresent())
                .forEach(entry -> withBody.put(entry.id(), entry));
        List<RequestLogEntry> left = List.copyOf(withBody.values());
        while (!left.isEmpty()) {
            List<RequestLogEntry> some = left.subList(0, left.size() < AT_ONCE ? 1 : AT_ONCE);
            Sql.Builder sql = new Sql.Builder().add("INSERT INTO " + table + " (connection_id, id, body)"
                    + " SELECT b.column1, b.column2, b.column3 FROM (VALUES " + "(?, ?, ?), ".repeat(some.size() - 1)
                    + "(?, ?, ?)) b WHERE (SELECT 1 FROM request_log l WHERE l.connection_id = b.column1"
                    + " AND l.id = b.column2) = 1 ON CONFLICT (connection_id, id) DO UPDATE SET body = excluded.body");
            some.forEach(entry -> sql.bind(entry.connection().value()).bind(entry.id()).bind(body.apply(entry)));
            database.update(sql.build());
            left = left.subList(some.size(), left.size());
        }
    }

    @Override
    public List<RequestLogEntry> list(LogQuery query) {
        if (query.resourceId().isPresent()) {
            return listOfOne(query);
        }
        Sql.Builder sql = new Sql.Builder().add(columns("") + " WHERE l.connection_id = ?", query.connection().value());
        if (query.statusFrom() >= FIRST_FAILURE) {
            sql.add(" AND l.status >= " + FIRST_FAILURE);
        }
        sql.add(" AND l.status BETWEEN ? AND ?", query.statusFrom(), query.statusTo());
        query.afterId()
                .ifPresentOrElse(id -> sql.add(" AND l.id > ? ORDER BY l.id", id),
                        () -> sql.add(" ORDER BY l.id DESC"));
        return database.list(sql.add(" LIMIT ?", query.limit()).build(), LogTable::read);
    }

    /** As many looks as it takes. */
    private List<RequestLogEntry> listOfOne(LogQuery query) {
        List<RequestLogEntry> entries = new ArrayList<>();
        Optional<String> from = query.afterId();
        do {
            LogStretch stretch = search(new LogSearch(Optional.of(query.connection()), from,
                    query.afterId().isEmpty(), query.statusFrom(), query.statusTo(), query.resourceId(),
                    Optional.empty(), Optional.empty(), Optional.empty(), 0, query.limit() - entries.size(),
                    LogSearch.USUAL_BUDGET));
            entries.addAll(stretch.entries());
            from = stretch.next();
        } while (from.isPresent() && entries.size() < query.limit());
        return entries;
    }

    @Override
    public LogStretch search(LogSearch search) {
        return walk(search).run();
    }

    @Override
    public LogStretch search(LogSearch search, long characters, int atOnce) {
        return new LogWalk(database, dialect, blocks, search, new LogWalk.Room(characters, atOnce)).run();
    }

    @Override
    public LogStretch heads(LogSearch search) {
        return walk(search).heads();
    }

    @Override
    public LogStretch plans(LogSearch search) {
        return walk(search).plans();
    }

    private LogWalk walk(LogSearch search) {
        return new LogWalk(database, dialect, blocks, search, LogWalk.Room.USUAL);
    }

    @Override
    public List<LastFailure> lastFailures(Instant since) {
        return database.list(lastFailures(dialect.by("request_log_failure"), since),
                row -> new LastFailure(new ConnectionId(row.text(1)), row.text(2), (int) row.number(3)));
    }

    @Override
    public Optional<RequestLogEntry> find(String id) {
        return database.first(Sql.of(columns("") + " WHERE l.id = ?", id), LogTable::read);
    }

    @Override
    public Optional<String> idAt(boolean newestFirst, long place) {
        return database.first(
                Sql.of("SELECT id FROM request_log UNION ALL SELECT id FROM audit_log ORDER BY id"
                        + (newestFirst ? " DESC" : "") + " LIMIT 1 OFFSET ?", place),
                row -> row.text(1));
    }

    @Override
    public void addDropped(ConnectionId connection, long count) {
        database.update("INSERT INTO log_dropped (connection_id, n) VALUES (?, ?) ON CONFLICT (connection_id)"
                + " DO UPDATE SET n = log_dropped.n + excluded.n", connection.value(), count);
    }

    @Override
    public long dropped(ConnectionId connection) {
        return database.number(Sql.of("SELECT coalesce(sum(n), 0) FROM log_dropped WHERE connection_id = ?",
                connection.value()));
    }

    /** Drops the oldest rows, by their ids, as far as they are older than a time. @return how many */
    int expire(ConnectionId connection, Instant before, int limit) {
        Optional<String> end = database.first(Sql.of("SELECT max(o.id) FROM (SELECT l.id, l.time FROM request_log l"
                + " WHERE l.connection_id = ? ORDER BY l.id LIMIT ?) o WHERE o.time < ?", connection.value(), limit,
                before), row -> row.optionalText(1)).flatMap(id -> id);
        return end.map(id -> {
            Object[] key = {connection.value(), id, before};
            database.update("DELETE FROM request_body WHERE connection_id = ? AND id IN (SELECT l.id FROM request_log l"
                    + " WHERE l.connection_id = ? AND l.id <= ? AND l.time < ?)", connection.value(),
                    connection.value(), id, before);
            database.update(
                    "DELETE FROM response_body WHERE connection_id = ? AND id IN (SELECT l.id FROM request_log l"
                            + " WHERE l.connection_id = ? AND l.id <= ? AND l.time < ?)",
                    connection.value(),
                    connection.value(), id, before);
            int gone = database.update("DELETE FROM request_log WHERE connection_id = ? AND id <= ? AND time < ?", key);
            blocks.expire(connection);
            return gone;
        }).orElse(0);
    }

    static RequestLogEntry read(Row row) {
        return new RequestLogEntry(new ConnectionId(row.text(1)), row.text(2), row.instant(3), row.text(4),
                row.text(5), row.text(6), (int) row.number(7), row.number(8), row.optionalText(9),
                row.optionalText(10), row.optionalText(11), row.optionalText(12), row.optionalText(13),
                row.optionalText(14), row.optionalText(15), row.optionalText(16), row.optionalText(17));
    }
}
