package dev.rollcall.store.table;

import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.testing.MigratedSqlite;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A synchronisation looks up everybody: a look-up that looks through everybody makes it the square of that. */
class SyncPlanTest {
    @Test
    void lookUpsGoByTheirIndexOnSqlite(@TempDir Path folder) throws SQLException {
        MigratedSqlite.open(folder, StoreOptions.defaults()).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("rollcall.db"))) {
            assertThat(plan(connection, SyncTable.lookUp(" INDEXED BY " + SyncTable.EXTERNAL, "external_id")))
                    .contains("sync_seen_external (stream_id=? AND kind=? AND external_id=?)")
                    .doesNotContain("TEMP B-TREE");
            assertThat(plan(connection, SyncTable.lookUp(" INDEXED BY " + SyncTable.MATCH, "match_key")))
                    .contains("sync_seen_match (stream_id=? AND kind=? AND match_key=?)")
                    .doesNotContain("TEMP B-TREE");
        }
    }

    private static String plan(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("EXPLAIN QUERY PLAN " + sql);
                ResultSet rows = statement.executeQuery()) {
            StringBuilder plan = new StringBuilder();
            while (rows.next()) {
                plan.append(rows.getString(4)).append('\n');
            }
            return plan.toString();
        }
    }
}
