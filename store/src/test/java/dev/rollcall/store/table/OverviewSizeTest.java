package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.ConnectionQuery;
import dev.rollcall.directory.storage.LogSearch;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.jdbc.Sql;
import dev.rollcall.store.postgres.TestServer;
import dev.rollcall.store.testing.MigratedSqlite;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the console's overview and the first page of its log ask of a store with 10,000 connections, 30,000 credentials and 100,000 rows of
 * the log goes by an index, and walks through none of these tables.
 */
class OverviewSizeTest {
    private static final int CONNECTIONS = 10_000;
    private static final int LOG = 100_000;
    private static final ConnectionId ONE = new ConnectionId("con_1000000000000007");
    private static final Optional<String> BEGIN = Optional.of("0");
    private static final Instant FROM = Instant.ofEpochMilli(1_000);
    private static final Instant UNTIL = Instant.ofEpochMilli(1_100);
    /** What a plan must not have: a table that is gone through as a whole, and an index that the statement has made for itself. */
    private static final String SQLITE_WALKS = "SCAN (c|o|l|token|oauth_secret)\\b(?! USING (COVERING )?INDEX)|AUTOMATIC";
    private static final String POSTGRES_WALKS = "Seq Scan|(Hash|Merge) (Join|Anti|Semi|Left|Right)";

    /**
     * A statement.
     *
     * @param sqlite what its plan must have there
     * @param postgres the indexes in which it must look something up there
     * @param ordered whether it walks one index in its order up to as much as is wanted, because what is found may be as much as there is
     */
    private record Look(Sql sql, List<String> sqlite, List<String> postgres, boolean ordered) {}

    @Test
    void onSqlite(@TempDir Path folder) throws SQLException {
        MigratedSqlite.open(folder, StoreOptions.defaults()).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("rollcall.db"))) {
            execute(connection, "BEGIN");
            fill(connection, "(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < %d)"
                    + " SELECT n FROM s) AS s");
            execute(connection, "COMMIT");
            for (Look look : looks(" INDEXED BY ")) {
                String plan = sqlitePlan(connection, look.sql());
                assertThat(plan).as(look.sql().text()).doesNotContainPattern(SQLITE_WALKS);
                look.sqlite().forEach(wanted -> assertThat(plan).as(look.sql().text()).contains(wanted));
                assertThat(look.ordered() && plan.contains("TEMP B-TREE")).as("sorts: %s", plan).isFalse();
            }
        }
    }

    @Test
    void onPostgres() throws SQLException {
        try (Connection connection = DriverManager.getConnection(TestServer.newStore())) {
            fill(connection, "generate_series(1, %d) AS s(n)");
            execute(connection, "ANALYZE");
            // As the pools set it.
            execute(connection, "SET enable_seqscan = off");
            for (Look look : looks("")) {
                for (String mode : List.of("force_custom_plan", "force_generic_plan")) {
                    String plan = postgresPlan(connection, look.sql(), mode);
                    assertThat(plan).as(mode + " " + look.sql().text()).doesNotContainPattern(POSTGRES_WALKS);
                    look.postgres()
                            .forEach(index -> assertThat(plan).as(mode + " " + look.sql().text())
                                    .containsPattern("(using|on) " + index + "\\b[^\\n]*"
                                            + (look.ordered() ? "" : "\\n\\s*Index Cond: ")));
                    assertThat(look.ordered() && plan.contains("Sort")).as("sorts: %s", plan).isFalse();
                }
            }
        }
    }

    /** One in a hundred is paused, or holds users, or has a credential that ends soon; one request in fifty failed. */
    private static void fill(Connection connection, String series) throws SQLException {
        String connections = series.formatted(CONNECTIONS);
        String id = "'con_' || CAST(1000000000000000 + n AS text)";
        execute(connection, "INSERT INTO connection (connection_id, name, folded_name, strategy, created_at, endpoint,"
                + " guard) SELECT " + id + ", 'acme-' || CAST(n AS text), 'acme-' || CAST(n AS text), 'waad', n,"
                + " CASE WHEN n % 100 = 0 THEN 'paused' ELSE 'open' END,"
                + " CASE WHEN n % 100 = 1 THEN '10 5 1 7' WHEN n % 2 = 0 THEN '10 5 0 7' ELSE '' END FROM "
                + connections);
        for (String kind : List.of("a", "b")) {
            execute(connection, "INSERT INTO token (connection_id, token_id, hash, scopes, created_at, valid_until)"
                    + " SELECT " + id + ", 'tok_" + kind + "' || CAST(n AS text), '" + kind
                    + "' || CAST(n AS text), '', n,"
                    + " CASE WHEN n % 3 = 0 THEN NULL ELSE n END FROM " + connections);
        }
        execute(connection,
                "INSERT INTO oauth_client (connection_id, client_id, name, scopes, token_lifetime, created_at)"
                        + " SELECT " + id + ", 'cli_' || CAST(n AS text), 'x', '', 1, n FROM " + connections);
        execute(connection,
                "INSERT INTO oauth_secret (connection_id, client_id, secret_id, hash, created_at, valid_until)"
                        + " SELECT " + id + ", 'cli_' || CAST(n AS text), 'sec_' || CAST(n AS text), 'h', n, n FROM "
                        + connections);
        execute(connection, "INSERT INTO request_log (connection_id, id, time, client_address, method, path, status,"
                + " duration_micros) SELECT 'con_' || CAST(1000000000000000 + n % " + CONNECTIONS
                + " AS text), CAST(100000000 + n AS text), n, 'a', 'GET', '/Users',"
                + " CASE WHEN n % 50 = 7 THEN 404 ELSE 200 END, 1 FROM " + series.formatted(LOG));
    }

    /** @param by how an index is named that is to be gone by; empty text where it is found without */
    private static List<Look> looks(String by) {
        String failures = by.isEmpty() ? "" : by + "request_log_failure";
        LogSearch all = LogSearch.newest(Optional.empty(), 50);
        LogSearch failed = log(Optional.empty(), 400, LogSearch.ANY, 50, LogSearch.USUAL_BUDGET);
        LogSearch newest = log(Optional.of(ONE), 0, LogSearch.ANY, 1, 1);
        LogSearch well = log(Optional.of(ONE), 0, 399, 1, 500);
        LogSearch ill = log(Optional.of(ONE), 400, LogSearch.ANY, 200, 200);
        List<String> ownRows = List.of("PRIMARY KEY (connection_id=?");
        return List.of(
                ordered(ConnectionTable.pageSql(page(0)), "connection_created"),
                ordered(ConnectionTable.pageSql(page(CONNECTIONS - 100)), "connection_created"),
                ordered(ConnectionTable.beginningSql("ACME-77", 51), "connection_folded_name"),
                ordered(StandingConnections.stopped(by.isEmpty() ? "" : by + "connection_stopped", 41),
                        "connection_stopped"),
                new Look(StandingConnections.lapsing(FROM, UNTIL, 41),
                        List.of("INDEX token_end (valid_until>? AND valid_until<?)",
                                "INDEX oauth_secret_end (valid_until>? AND valid_until<?)",
                                "SEARCH c USING PRIMARY KEY (connection_id=?)",
                                "SEARCH o USING PRIMARY KEY (connection_id=?)"),
                        List.of("token_end", "oauth_secret_end", "connection_pkey", "token_pkey", "oauth_secret_pkey",
                                "oauth_client_pkey", "entra_trust_pkey"),
                        false),
                new Look(LogTable.lastFailures(failures, Instant.EPOCH), List.of("request_log_failure"),
                        List.of("request_log_failure"), false),
                ordered(LogWalk.window(all, ""), "request_log_id"),
                ordered(LogWalk.rows(all, LogTable.heads(""), BEGIN), "request_log_id"),
                ordered(LogWalk.window(failed, ""), "request_log_failure_id"),
                ordered(LogWalk.rows(failed, LogTable.heads(""), BEGIN), "request_log_failure_id"),
                new Look(LogWalk.window(newest, ""), ownRows, List.of("request_log_pkey"), false),
                new Look(LogWalk.rows(newest, LogTable.heads(""), BEGIN), ownRows, List.of("request_log_pkey"), false),
                new Look(LogWalk.rows(well, LogTable.heads(""), BEGIN), ownRows, List.of("request_log_pkey"), false),
                new Look(LogWalk.window(ill, failures), List.of("request_log_failure"), List.of("request_log_failure"),
                        false),
                new Look(LogWalk.rows(ill, LogTable.heads(failures), BEGIN), List.of("request_log_failure"),
                        List.of("request_log_failure"), false));
    }

    private static Look ordered(Sql sql, String index) {
        return new Look(sql, List.of("INDEX " + index), List.of(index), true);
    }

    private static ConnectionQuery page(long offset) {
        return new ConnectionQuery(Optional.empty(), Set.of(), Optional.empty(), offset, 51);
    }

    private static LogSearch log(Optional<ConnectionId> connection, int lowest, int highest, int limit, int budget) {
        return new LogSearch(connection, Optional.empty(), true, lowest, highest, Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), 0, limit, budget);
    }

    private static String sqlitePlan(Connection connection, Sql sql) throws SQLException {
        return text(connection, "EXPLAIN QUERY PLAN " + sql.text(), 4);
    }

    private static String postgresPlan(Connection connection, Sql sql, String mode) throws SQLException {
        StringBuilder numbered = new StringBuilder();
        int number = 0;
        for (String piece : sql.text().split("\\?", -1)) {
            numbered.append(number == 0 ? "" : "$" + number).append(piece);
            number++;
        }
        execute(connection, "SET plan_cache_mode = " + mode);
        execute(connection, "PREPARE look AS " + numbered);
        String values = sql.binds().stream().map(OverviewSizeTest::literal).collect(Collectors.joining(", "));
        try {
            return text(connection, "EXPLAIN EXECUTE look" + (values.isEmpty() ? "" : "(" + values + ")"), 1);
        } finally {
            execute(connection, "DEALLOCATE look");
        }
    }

    private static String literal(Object bind) {
        return switch (bind) {
            case String text -> "'" + text + "'";
            case Instant at -> Long.toString(at.toEpochMilli());
            default -> bind.toString();
        };
    }

    private static String text(Connection connection, String sql, int column) throws SQLException {
        StringBuilder text = new StringBuilder();
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                text.append(rows.getString(column)).append('\n');
            }
        }
        return text.toString();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
