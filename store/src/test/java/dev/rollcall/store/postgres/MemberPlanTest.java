package dev.rollcall.store.postgres;

import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import dev.rollcall.store.query.ProviderFilter;
import dev.rollcall.store.table.MemberTable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A stretch of a group costs what the stretch costs, when the planner takes the group for a small one as well. */
class MemberPlanTest {
    /** More than the planner believes that a group has. */
    private static final int STRETCH = 1_000;
    private static final Pattern ROWS = Pattern.compile("actual rows=(\\d+)");

    @Test
    void aStretchReadsNoMoreThanItself() throws SQLException {
        String url = TestServer.newStore();
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.setAutoCommit(false);
            Database database = new Database(connection, new PostgresDialect(), 0);
            ProviderFilter.data("generate_series(1, 20000) AS n", "generate_series(1, 200) AS n")
                    .forEach(database::update);
            // As members lie in a house of several connections: in no order, so that a bitmap looks cheaper than the index.
            database.execute(
                    "CREATE TEMPORARY TABLE shuffled AS SELECT 'con_explainExplain0' || k AS connection_id, group_id,"
                            + " membership, value, attributes FROM member, generate_series(1, 5) AS k ORDER BY md5(value || k)");
            database.execute("TRUNCATE member");
            database.execute("INSERT INTO member SELECT * FROM shuffled");
            database.execute("ANALYZE");
            // It came after the figures: all groups that they know have a hundred members.
            database.update(
                    "INSERT INTO member SELECT connection_id, 'large', 0, id, NULL FROM resource ORDER BY md5(id)");
            database.execute("SELECT " + PostgresPools.PLANNER_SETTINGS);
            database.execute("SET plan_cache_mode = force_generic_plan");

            assertThat(largest(database, "large", Optional.empty())).isEqualTo(STRETCH);
            assertThat(largest(database, "large", Optional.of("00000000-0000-7000-8000-000000010000")))
                    .isEqualTo(STRETCH);
            assertThat(largest(database, "group-7", Optional.empty())).isEqualTo(100);
        }
    }

    /** How many rows the largest step of the plan had. */
    private static int largest(Database database, String group, Optional<String> after) {
        StoredResource row = new StoredResource(ProviderFilter.CONNECTION, "Group", group, 1, Instant.EPOCH,
                Instant.EPOCH, 0, new byte[0]);
        PostgresDialect dialect = new PostgresDialect();
        Sql stretch = MemberTable.stretch(dialect, row, after, STRETCH);
        List<String> plan = dialect.inIndexOrder(database, () -> database.list(
                new Sql("EXPLAIN (ANALYZE, TIMING OFF) " + stretch.text(), stretch.binds()), line -> line.text(1)));
        int largest = 0;
        for (String line : plan) {
            Matcher matcher = ROWS.matcher(line);
            if (matcher.find()) {
                largest = Math.max(largest, Integer.parseInt(matcher.group(1)));
            }
        }
        assertThat(plan).as("the plan").isNotEmpty();
        return largest;
    }
}
