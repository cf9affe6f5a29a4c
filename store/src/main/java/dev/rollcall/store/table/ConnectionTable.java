package dev.rollcall.store.table;

import dev.rollcall.directory.configuration.ScimConfiguration;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.DeletionPolicy;
import dev.rollcall.directory.connection.DepartureGuard;
import dev.rollcall.directory.connection.DepartureWindow;
import dev.rollcall.directory.connection.EndpointState;
import dev.rollcall.directory.connection.MeClaim;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.connection.ToleranceText;
import dev.rollcall.directory.storage.ConnectionQuery;
import dev.rollcall.directory.storage.ConnectionStore;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.type.ConnectionTypes;
import dev.rollcall.scim.text.Folding;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Row;
import dev.rollcall.store.jdbc.Sql;
import dev.rollcall.store.query.PrefixRange;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Connections, and those that are gone but not yet swept. */
final class ConnectionTable implements ConnectionStore {
    /** What no text of a connection has in it. */
    private static final String SEPARATOR = "\u001f";

    /** What {@link #read} reads of {@code connection c}, as one text: a driver takes as long for each of several columns. */
    static final String FIELDS = Stream.of("c.connection_id", "c.name", "c.strategy", "c.tolerances", "c.endpoint",
            "c.created_at",
            "c.guard",
            "coalesce((SELECT s.user_id_attribute FROM scim_configuration s WHERE s.connection_id = c.connection_id), '')",
            "c.kept_days", "c.me_claim", "c.types").collect(Collectors.joining(" || '" + SEPARATOR + "' || "));

    /** Connections that are remembered by what was read of them, and the longest such text, in characters. */
    private static final int REMEMBERED = 64;
    private static final int LONGEST_REMEMBERED = 4_096;

    private static final String COLUMNS = "SELECT " + FIELDS + " FROM connection c";
    private static final String DROPPED = "SELECT connection_id, dropped_at, swept FROM dropped_connection";

    /** By what somebody gets in; gone with the connection's row, and not when upkeep comes by. */
    private static final List<String> CREDENTIALS = List.of("token", "scim_configuration", "oauth_client",
            "oauth_secret", "entra_trust", "setup_link");

    private final Database database;
    private final SqlDialect dialect;
    private final Clock clock;
    private final DeclarationTable declarations;
    private final Map<String, Connection> remembered = new LinkedHashMap<>();

    ConnectionTable(Database database, SqlDialect dialect, Clock clock, DeclarationTable declarations) {
        this.database = database;
        this.dialect = dialect;
        this.clock = clock;
        this.declarations = declarations;
    }

    @Override
    public Optional<Connection> find(ConnectionId id) {
        return database.first(Sql.of(COLUMNS + " WHERE connection_id = ?", id.value()), this::read);
    }

    @Override
    public Optional<Connection> named(String name) {
        return database.first(Sql.of(COLUMNS + " WHERE folded_name = ?", Folding.fold(name)), this::read);
    }

    @Override
    public List<Connection> all() {
        return database.list(Sql.of(COLUMNS + " ORDER BY created_at, connection_id"), this::read);
    }

    @Override
    public boolean insert(Connection connection) {
        return database.update(
                "INSERT INTO connection (connection_id, name, folded_name, strategy, tolerances, endpoint, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                connection.id().value(), connection.name(), Folding.fold(connection.name()),
                connection.strategy().keyword(), tolerances(connection.dialect()), connection.endpoint().keyword(),
                connection.createdAt()) == 1;
    }

    @Override
    public List<Connection> page(ConnectionQuery query) {
        return database.list(pageSql(query), this::read);
    }

    static Sql pageSql(ConnectionQuery query) {
        Sql.Builder sql = new Sql.Builder().add(COLUMNS + " WHERE 1 = 1");
        where(sql, query);
        query.after()
                .ifPresent(after -> sql.add(" AND (created_at > ? OR created_at = ? AND connection_id > ?)",
                        after.createdAt(), after.createdAt(), after.id()));
        return sql.add(" ORDER BY created_at, connection_id LIMIT ? OFFSET ?", query.limit(), query.offset()).build();
    }

    @Override
    public List<Connection> beginning(String prefix, int limit) {
        return database.list(beginningSql(prefix, limit), this::read);
    }

    static Sql beginningSql(String prefix, int limit) {
        String folded = Folding.fold(prefix);
        Sql.Builder sql = new Sql.Builder().add(COLUMNS + " WHERE folded_name >= ?", folded);
        PrefixRange.end(folded).ifPresent(end -> sql.add(" AND folded_name < ?", end));
        return sql.add(" ORDER BY folded_name LIMIT ?", limit).build();
    }

    @Override
    public List<Connection> stopped(int limit) {
        return database.list(StandingConnections.stopped(dialect.by("connection_stopped"), limit), this::read);
    }

    @Override
    public List<Lapsing> lapsing(Instant from, Instant until, int limit) {
        return database.list(StandingConnections.lapsing(from, until, limit),
                row -> new Lapsing(read(row.text(1)), row.instant(2)));
    }

    @Override
    public long count(ConnectionQuery query) {
        Sql.Builder sql = new Sql.Builder().add("SELECT count(*) FROM connection WHERE 1 = 1");
        where(sql, query);
        return database.number(sql.build());
    }

    private static void where(Sql.Builder sql, ConnectionQuery query) {
        query.name().ifPresent(name -> sql.add(" AND folded_name = ?", Folding.fold(name)));
        if (!query.strategies().isEmpty()) {
            String marks = query.strategies().stream().map(strategy -> "?").collect(Collectors.joining(", "));
            sql.add(" AND strategy IN (" + marks + ")",
                    query.strategies().stream().sorted().map(Strategy::keyword).toArray());
        }
    }

    @Override
    public boolean setDialect(ConnectionId id, Dialect dialect) {
        return database.update("UPDATE connection SET tolerances = ? WHERE connection_id = ?", tolerances(dialect),
                id.value()) == 1;
    }

    @Override
    public boolean setEndpoint(ConnectionId id, EndpointState state) {
        return database.update("UPDATE connection SET endpoint = ? WHERE connection_id = ?", state.keyword(),
                id.value()) == 1;
    }

    @Override
    public boolean setGuard(ConnectionId id, Optional<DepartureGuard> guard) {
        database.update("DELETE FROM departure_window WHERE connection_id = ?", id.value());
        return database.update("UPDATE connection SET guard = ? WHERE connection_id = ?",
                guard.map(DepartureGuard::text).orElse(""), id.value()) == 1;
    }

    @Override
    public boolean hold(ConnectionId id, DepartureGuard guard) {
        return database.update("UPDATE connection SET guard = ? WHERE connection_id = ? AND guard = ?",
                guard.held().text(), id.value(), guard.text()) == 1;
    }

    /** A row that is there is written as it is, which locks it and gives what is committed by then. */
    @Override
    public DepartureWindow lockDepartures(ConnectionId id) {
        return database.first(Sql.of("INSERT INTO departure_window (connection_id, minutes) VALUES (?, '')"
                + " ON CONFLICT (connection_id) DO UPDATE SET minutes = departure_window.minutes RETURNING minutes",
                id.value()), row -> DepartureWindow.stored(row.text(1)))
                .orElse(DepartureWindow.EMPTY);
    }

    @Override
    public void setDepartures(ConnectionId id, DepartureWindow departures) {
        database.update("UPDATE departure_window SET minutes = ? WHERE connection_id = ?", departures.text(),
                id.value());
    }

    @Override
    public boolean setDeletionPolicy(ConnectionId id, DeletionPolicy policy) {
        return database.update("UPDATE connection SET kept_days = ? WHERE connection_id = ?", policy.keptDays(),
                id.value()) == 1;
    }

    @Override
    public boolean setMeClaim(ConnectionId id, MeClaim claim) {
        return database.update("UPDATE connection SET me_claim = ? WHERE connection_id = ?", claim.name(),
                id.value()) == 1;
    }

    private static String tolerances(Dialect dialect) {
        return String.join(" ", ToleranceText.words(dialect));
    }

    @Override
    public boolean isSpent(String name, Strategy strategy) {
        return database.first(Sql.of("SELECT 1 FROM spent_connection_name WHERE folded_name = ? AND strategy = ?",
                Folding.fold(name), strategy.keyword()), row -> row.number(1)).isPresent();
    }

    @Override
    public boolean delete(ConnectionId id) {
        database.update("INSERT INTO spent_connection_name (folded_name, strategy) SELECT c.folded_name, c.strategy"
                + " FROM connection c WHERE c.connection_id = ? AND (EXISTS (SELECT 1 FROM resource r"
                + " WHERE r.connection_id = c.connection_id AND r.type = 'User') OR EXISTS (SELECT 1"
                + " FROM retired_subject s WHERE s.connection_id = c.connection_id)) ON CONFLICT DO NOTHING",
                id.value());
        return discard(id);
    }

    @Override
    public boolean discard(ConnectionId id) {
        for (String credential : CREDENTIALS) {
            database.update("DELETE FROM " + credential + " WHERE connection_id = ?", id.value());
        }
        if (database.update("DELETE FROM connection WHERE connection_id = ?", id.value()) == 0) {
            return false;
        }
        database.update("INSERT INTO dropped_connection (connection_id, dropped_at) VALUES (?, ?)"
                + " ON CONFLICT DO NOTHING", id.value(), clock.instant());
        return true;
    }

    /**
     * At most so many connections after one, in the order of their ids, each with the time of its oldest rows and of what is to be summed
     * up next of its log; dropped ones included, of which the record of the deletion is left.
     */
    List<Oldest> oldestAfter(String id, int limit, ChangeOrder order) {
        return database.list(Sql.of("SELECT c.connection_id, (SELECT l.time FROM request_log l"
                + " WHERE l.connection_id = c.connection_id ORDER BY l.id LIMIT 1),"
                + " (SELECT change.time FROM change WHERE change.connection_id = c.connection_id ORDER BY "
                + order.sort() + " LIMIT 1), (SELECT min(k.kept_until) FROM kept_user k"
                + " WHERE k.connection_id = c.connection_id), " + LogBlocks.newestOfNext("c.connection_id")
                + " FROM (SELECT connection_id FROM connection WHERE connection_id > ?"
                + " UNION SELECT connection_id FROM dropped_connection WHERE connection_id > ?"
                + " ORDER BY connection_id LIMIT ?) c ORDER BY c.connection_id", id, id, limit),
                row -> new Oldest(new ConnectionId(row.text(1)), row.optionalInstant(2), row.optionalInstant(3),
                        row.optionalInstant(4), row.optionalInstant(5)));
    }

    /**
     * A connection, of when its oldest log row and its oldest change are, until when the first deleted user is kept, and of when the last
     * row of the log's next block is.
     */
    record Oldest(
            ConnectionId id, Optional<Instant> log, Optional<Instant> change, Optional<Instant> kept,
            Optional<Instant> block) {}

    /** Connections that are gone, and not yet swept or not yet forgotten although no record is left of them; the longest gone first. */
    List<Dropped> dropped(int limit) {
        return database.list(Sql.of(DROPPED + " WHERE swept = 0 OR NOT EXISTS (SELECT 1 FROM change c"
                + " WHERE c.connection_id = dropped_connection.connection_id) ORDER BY dropped_at, connection_id"
                + " LIMIT ?", limit), ConnectionTable::readDropped);
    }

    /** A connection that is gone and not yet forgotten. */
    Optional<Dropped> dropped(ConnectionId id) {
        return database.first(Sql.of(DROPPED + " WHERE connection_id = ?", id.value()), ConnectionTable::readDropped);
    }

    /** Nothing is left of a connection but the record of its deletion. */
    void swept(ConnectionId id) {
        database.update("UPDATE dropped_connection SET swept = 1 WHERE connection_id = ?", id.value());
    }

    /** Forgets a connection that was swept, if no record is left of it either. */
    void forgetSwept(ConnectionId id) {
        database.update("DELETE FROM dropped_connection WHERE connection_id = ? AND swept = 1 AND NOT EXISTS"
                + " (SELECT 1 FROM change c WHERE c.connection_id = dropped_connection.connection_id)", id.value());
    }

    /**
     * A connection that is gone.
     *
     * @param swept whether nothing is left of it but the record of its deletion
     */
    record Dropped(ConnectionId id, Instant since, boolean swept) {}

    private static Dropped readDropped(Row row) {
        return new Dropped(new ConnectionId(row.text(1)), row.instant(2), row.flag(3));
    }

    private Connection read(Row row) {
        return read(row.text(1));
    }

    /** The connection of a text of {@link #FIELDS}; most are read again and again as they were. */
    Connection read(String fields) {
        Connection known = remembered.get(fields);
        if (known != null) {
            return known;
        }
        Connection connection = parse(fields);
        // Types that are a connection's own are large, and remembered elsewhere, within a bound.
        if (fields.length() <= LONGEST_REMEMBERED && connection.types() == ConnectionTypes.standard()) {
            if (remembered.size() >= REMEMBERED) {
                remembered.clear();
            }
            remembered.put(fields, connection);
        }
        return connection;
    }

    private Connection parse(String text) {
        List<String> fields = List.of(text.split(SEPARATOR, -1));
        Strategy strategy = Strategy.ofKeyword(fields.get(2))
                .orElseThrow(() -> new StorageException("The database holds a connection with the strategy "
                        + fields.get(2) + ", which this version does not know. Upgrade Rollcall."));
        String usual = ScimConfiguration.defaultUserId(strategy);
        ConnectionId id = new ConnectionId(fields.get(0));
        return new Connection(id, fields.get(1), strategy,
                ToleranceText.stored(List.of(fields.get(3).split(" ", -1))), endpoint(fields.get(4)),
                Optional.of(fields.get(7)).filter(attribute -> !attribute.isEmpty() && !attribute.equals(usual)),
                DepartureGuard.stored(fields.get(6)), new DeletionPolicy(Integer.parseInt(fields.get(8))),
                new MeClaim(fields.get(9)), Instant.ofEpochMilli(Long.parseLong(fields.get(5))),
                declarations.types(id, fields.get(10)));
    }

    private static EndpointState endpoint(String keyword) {
        return EndpointState.ofKeyword(keyword)
                .orElseThrow(() -> new StorageException("The database holds a connection whose endpoint is " + keyword
                        + ", which this version does not know. Upgrade Rollcall."));
    }
}
