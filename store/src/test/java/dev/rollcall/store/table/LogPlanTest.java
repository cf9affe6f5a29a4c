package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.AuditQuery;
import dev.rollcall.directory.storage.LogSearch;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.jdbc.Sql;
import dev.rollcall.store.postgres.TestServer;
import dev.rollcall.store.testing.MigratedSqlite;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Looks for few rows of the logs go by the index that holds no others, or by the blocks and the rows that they point at. */
class LogPlanTest {
    private static final ConnectionId ONE = new ConnectionId("con_0000000000000001");
    private static final LogSearch FAILURES = new LogSearch(Optional.empty(), Optional.empty(), true, 400,
            LogSearch.ANY, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0, 50, 5_000);
    private static final LogSearch ABOUT = LogSearch.newest(Optional.of(ONE), 50).about("user-7");
    private static final LogSearch OF_ONE = new LogSearch(Optional.of(ONE), Optional.empty(), true, 400,
            LogSearch.ANY, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0, 50, 5_000);
    /** The look of a set-up's checklist, on from where the last one ended. */
    private static final LogSearch ONWARD = new LogSearch(Optional.of(ONE), Optional.of("00000001"), false, 0,
            LogSearch.ANY, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0, 5_000, 5_000);
    private static final AuditQuery REFUSED = new AuditQuery(Optional.empty(), false, 400, 999, 0, 50, 5_000);

    @Test
    void onSqlite(@TempDir Path folder) throws SQLException {
        MigratedSqlite.open(folder, StoreOptions.defaults()).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("rollcall.db"))) {
            try (Statement statement = connection.createStatement();
                    ResultSet indexes = statement
                            .executeQuery("SELECT group_concat(name ORDER BY name) FROM sqlite_master"
                                    + " WHERE type = 'index' AND tbl_name = 'request_log' AND sql NOT LIKE '% WHERE %'")) {
                assertThat(indexes.getString(1)).as("one that is not appended to costs every write a page")
                        .isEqualTo("request_log_id");
            }
            areUsed(connection, "EXPLAIN QUERY PLAN ", 4, " INDEXED BY ",
                    Sql.of("l.id IN (SELECT v.value FROM json_each(?) AS v)", "[\"00010000\",\"00012000\"]"));
        }
    }

    @Test
    void onPostgres() throws SQLException {
        String url = TestServer.newStore();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            // Of each of four connections four times as many as one look goes through: fewer would as well be sorted.
            statement.execute("INSERT INTO request_log (connection_id, id, time, client_address, method, path, status,"
                    + " duration_micros, resource_id) SELECT CASE n % 4 WHEN 0 THEN '" + ONE.value()
                    + "' ELSE 'con_000000000000000' || n % 4 + 1 END, lpad(n::text, 8, '0'), n, 'a',"
                    + " 'GET', '/', CASE WHEN n % 500 = 0 THEN 404 ELSE 200 END, 1, 'user-' || n % 900"
                    + " FROM generate_series(1, 80000) n");
            statement.execute("INSERT INTO audit_log (id, time, actor_kind, client_address, method, path, operation,"
                    + " status) SELECT lpad(n::text, 8, '0'), n, 'x', 'a', 'GET', '/', '',"
                    + " CASE WHEN n % 500 = 0 THEN 404 ELSE 200 END FROM generate_series(1, 20000) n");
            statement.execute("INSERT INTO setup_link (connection_id, link_id, secret_hash, cookie_hash, created_at,"
                    + " expires_at, only_empty, most_tokens, tokens_made, progress) SELECT '" + ONE.value()
                    + "', n::text, 's' || n, 'c' || n, 0, 9, 0, 1, 0, '{}' FROM generate_series(1, 2000) n");
            statement.execute("INSERT INTO request_log_late (connection_id, resource_id, id) SELECT '" + ONE.value()
                    + "', 'user-' || n % 900, lpad(n::text, 8, '0') FROM generate_series(1, 20000) n");
            statement.execute("INSERT INTO request_log_block (connection_id, last_id, first_id, resources)"
                    + " SELECT '" + ONE.value() + "', lpad((n * 2)::text, 8, '0'), lpad((n * 2 - 1)::text, 8, '0'), ''"
                    + " FROM generate_series(1, 10000) n");
            statement.execute("INSERT INTO token (connection_id, token_id, hash, scopes, created_at, valid_until,"
                    + " last_used_at) SELECT 'con_' || n % 900, 'tok_' || n, 'h' || n, '', n, CASE WHEN n % 3 = 0 THEN NULL"
                    + " ELSE n END, CASE WHEN n % 500 = 0 THEN NULL ELSE n END FROM generate_series(1, 20000) n");
            statement.execute("INSERT INTO oauth_secret (connection_id, client_id, secret_id, hash, created_at,"
                    + " valid_until) SELECT 'con_' || n % 900, 'cli_' || n, 'sec_' || n, 'h', n, n"
                    + " FROM generate_series(1, 20000) n");
            statement.execute("ANALYZE");
            // As the pools set it.
            statement.execute("SET enable_seqscan = off");
            areUsed(connection, "EXPLAIN ", 1, "", Sql.of("l.id = ANY (?::text[])", "{00010000,00012000}"));
        }
    }

    /**
     * @param hint how an index is named that is to be gone by; empty text where it is found without
     * @param some that a row's id is one of two
     */
    private static void areUsed(Connection connection, String explain, int column, String hint, Sql some)
            throws SQLException {
        String failure = hint.isEmpty() ? "" : hint + "request_log_failure";
        Map<String, List<Sql>> statements = Map.of(
                "request_log_failure_id", List.of(LogWalk.window(FAILURES, ""),
                        LogWalk.rows(FAILURES, LogTable.columns(""), Optional.of("0"))),
                // All failures there are of one connection on PostgreSQL, for which either index is as good.
                hint.isEmpty() ? "request_log_failure" : "request_log_failure ",
                List.of(LogWalk.window(OF_ONE, failure),
                        LogWalk.rows(OF_ONE, LogTable.columns(failure), Optional.of("0")),
                        LogTable.lastFailures(failure, Instant.EPOCH)),
                "PRIMARY KEY \\(\\(connection_id,id\\)>\\(\\?,\\?\\) AND|request_log_pkey", List.of(
                        ResourceLogWalk.stretch(ABOUT, "00010000", "00012000", 1_000),
                        ResourceLogWalk.rows(ABOUT, "00010000", "00010255", 5_000),
                        LogBlocks.rowsAfter(ONE, "00010000", LogBlocks.ROWS), LogBlocks.newestOfNext(ONE)),
                "PRIMARY KEY \\(connection_id=\\? AND id=|request_log_(pkey|id)", List.of(
                        LogWalk.byIds(ABOUT, LogTable.columns(""), some)),
                "request_log_late USING PRIMARY KEY|a USING PRIMARY KEY|request_log_late_pkey", List.of(
                        ResourceLogWalk.late(ABOUT, "", "00010000")),
                "sqlite_autoindex_request_log_block_1 \\(connection_id=\\? AND last_id|request_log_block_pkey", List.of(
                        LogBlocks.before(ONE, "00010000"), LogBlocks.after(ONE, "00010000")),
                "setup_link_secret", List.of(SetupLinkTable.withSecretSql("x")),
                "setup_link_cookie", List.of(SetupLinkTable.withCookieSql("x")),
                "audit_log_failure", List.of(AuditTable.window(REFUSED), AuditTable.rows(REFUSED, Optional.of("9"))));
        for (Sql sql : List.of(LogWalk.window(ONWARD, ""),
                LogWalk.rows(ONWARD, LogTable.plans(""), Optional.of("9")))) {
            // All rows there are of one connection on PostgreSQL, for which either index is as good.
            assertThat(plan(connection, explain, sql, column)).as(sql.text())
                    .containsPattern("PRIMARY KEY \\(connection_id=\\? AND id>|request_log_(pkey|id) .*\\s.*id > ")
                    .doesNotContainPattern("(?i)sort|temp b-tree");
        }
        endsAreFound(connection, explain, column);
        for (Map.Entry<String, List<Sql>> one : statements.entrySet()) {
            for (Sql sql : one.getValue()) {
                assertThat(plan(connection, explain, sql, column)).as(sql.text()).containsPattern(one.getKey());
            }
        }
    }

    /** Credentials of all connections that end soon, or that nobody has used: few, however many there are. */
    private static void endsAreFound(Connection connection, String explain, int column) throws SQLException {
        Instant until = Instant.ofEpochMilli(50);
        Map<String, Sql> ends = Map.of("token_end", TokenTable.endingSql(Instant.EPOCH, until, 40), "token_unused",
                TokenTable.unusedSql(until, 40), "oauth_secret_end",
                ClientTable.secretsEndingSql(Instant.EPOCH, until, 40));
        for (Map.Entry<String, Sql> one : ends.entrySet()) {
            assertThat(plan(connection, explain, one.getValue(), column)).as(one.getValue().text())
                    .contains(one.getKey());
        }
    }

    private static String plan(Connection connection, String explain, Sql sql, int column) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(explain + sql.text())) {
            for (int i = 0; i < sql.binds().size(); i++) {
                Object bind = sql.binds().get(i);
                statement.setObject(i + 1, bind instanceof Instant at ? at.toEpochMilli() : bind);
            }
            StringBuilder plan = new StringBuilder();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    plan.append(rows.getString(column)).append('\n');
                }
            }
            return plan.toString();
        }
    }
}
