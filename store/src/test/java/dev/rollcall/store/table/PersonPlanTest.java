package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.EndingBlock;
import dev.rollcall.directory.storage.PersonKey;
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

/** Looks for people over all connections go by an index of each, and walk through no table of people. */
class PersonPlanTest {
    private static final Instant NOW = Instant.EPOCH.plusSeconds(1_000);
    private static final ConnectionId ONE = new ConnectionId("con_0000000000000001");
    private static final Optional<EndingBlock> AFTER = Optional.of(new EndingBlock(new PersonKey(ONE, "x"), NOW));

    private static final Map<Sql, List<String>> INDEXES = Map.of(
            IdentityTable.ofConnections("u7@acme.example", 1_001),
            List.of("resource_unique_key", "resource_entry|PRIMARY"),
            OverlayTable.connectionsEnding(NOW, "", 20), List.of("overlay_ending"),
            OverlayTable.endingIn(ONE, NOW, Optional.empty(), 20), List.of("overlay_(ending|blocked_until)"),
            OverlayTable.endingIn(ONE, NOW, AFTER, 20), List.of("overlay_(ending|blocked_until)"));

    @Test
    void onSqlite(@TempDir Path folder) throws SQLException {
        MigratedSqlite.open(folder, StoreOptions.defaults()).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("rollcall.db"))) {
            areUsed(connection, "EXPLAIN QUERY PLAN ", 4, "SCAN (e|r|o)\\b");
        }
    }

    @Test
    void onPostgres() throws SQLException {
        String url = TestServer.newStore();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO connection (connection_id, name, folded_name, strategy, created_at)"
                    + " SELECT 'con_' || lpad(n::text, 16, '0'), 'c' || n, 'c' || n, 'oidc', n FROM generate_series(1, 200) n");
            statement.execute(
                    "INSERT INTO resource (connection_id, type, id, version, created, last_modified, membership,"
                            + " document, unique_key, active, entries) SELECT 'con_' || lpad((CASE WHEN n % 2 = 0 THEN 1 ELSE n % 200 + 1 END)::text, 16, '0'), 'User', 'r' || n, 1,"
                            + " 0, 0, 0, '{}', 'u' || n, 1, 1 FROM generate_series(1, 20000) n");
            statement.execute(
                    "INSERT INTO resource_entry (connection_id, type, attribute, value, qualifier, resource_id)"
                            + " SELECT connection_id, 'User', 'emails.value', id || '@acme.example', '', id FROM resource");
            statement.execute(
                    "INSERT INTO overlay (connection_id, resource_id, revision, blocked, blocked_until, content)"
                            + " SELECT connection_id, id, 1, 1, substr(id, 2)::int, '{}' FROM resource");
            statement.execute("ANALYZE");
            // As the pools set it.
            statement.execute("SET enable_seqscan = off");
            areUsed(connection, "EXPLAIN ", 1, "Seq Scan on (resource|resource_entry|overlay)\\b|hashed SubPlan");
        }
    }

    private static void areUsed(Connection connection, String explain, int column, String scan) throws SQLException {
        for (Map.Entry<Sql, List<String>> one : INDEXES.entrySet()) {
            String plan = plan(connection, explain, one.getKey(), column);
            assertThat(plan).as(one.getKey().text()).doesNotContainPattern(scan);
            one.getValue().forEach(index -> assertThat(plan).containsPattern(index));
        }
    }

    private static String plan(Connection connection, String explain, Sql sql, int column) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(explain + sql.text())) {
            for (int i = 0; i < sql.binds().size(); i++) {
                Object bind = sql.binds().get(i);
                statement.setObject(i + 1, bind instanceof Instant time ? time.toEpochMilli() : bind);
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
