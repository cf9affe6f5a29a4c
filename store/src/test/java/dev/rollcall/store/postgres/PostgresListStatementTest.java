package dev.rollcall.store.postgres;

import dev.rollcall.store.jdbc.Sql;
import dev.rollcall.store.query.ListStatement;
import dev.rollcall.store.query.ProviderFilter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a statement with a list costs does not depend on how large the group is, with plans for these values, for any, and
 * with those that the server chooses when it has run the prepared statement some times, as it does in production.
 */
class PostgresListStatementTest {
    private static final Pattern BUFFERS = Pattern.compile("Buffers: shared(?: hit=(\\d+))?(?: read=(\\d+))?");

    private static Connection connection;

    @BeforeAll
    static void fill() throws SQLException {
        String url = TestServer.newStore();
        connection = DriverManager.getConnection(url);
        for (String sql : ProviderFilter.data("generate_series(1, 20000) AS n", "generate_series(1, 200) AS n")) {
            execute(sql);
        }
        for (String sql : ListStatement.data("generate_series(1, 200000) AS n")) {
            execute(sql);
        }
        execute("ANALYZE");
        execute("SELECT " + PostgresPools.PLANNER_SETTINGS);
        connection.setAutoCommit(false);
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    static List<ListStatement> all() {
        return ListStatement.all(new PostgresDialect(), PostgresDialect::removal);
    }

    @ParameterizedTest
    @MethodSource("all")
    void costsTheSameInASmallGroupAndInALargeOne(ListStatement statement) throws SQLException {
        for (String mode : List.of("auto", "force_custom_plan", "force_generic_plan")) {
            String small = plan(statement.ofSmall(), mode);
            String large = plan(statement.ofLarge(), mode);
            assertThat(large).as("%s %s", statement.name(), mode)
                    .doesNotContain("Seq Scan", "Rows Removed by Filter", "Hash Join")
                    .containsPattern("Index (Only )?Scan using (" + statement.index() + ")\\b[^\\n]*\\n"
                            + "\\s*Index Cond:[^\\n]*\\b" + statement.column() + " = (ANY|\\$|')");
            assertThat(buffers(large)).as("%s %s\n%s\n%s", statement.name(), mode, small, large)
                    .isLessThanOrEqualTo(buffers(small) * 12 / 10);
        }
    }

    /** The plan of the eighth run, with what it touched; nothing is changed. */
    private static String plan(Sql sql, String mode) throws SQLException {
        StringBuilder text = new StringBuilder();
        int number = 0;
        for (String piece : sql.text().split("\\?", -1)) {
            text.append(number == 0 ? "" : "$" + number).append(piece);
            number++;
        }
        execute("SET plan_cache_mode = " + mode);
        execute("PREPARE list AS " + text);
        String run = "EXECUTE list(" + sql.binds()
                .stream()
                .map(PostgresListStatementTest::literal)
                .collect(Collectors.joining(", ")) + ")";
        try (Statement jdbc = connection.createStatement()) {
            for (int i = 0; i < 7; i++) {
                execute("SAVEPOINT run");
                jdbc.execute(run);
                execute("ROLLBACK TO SAVEPOINT run");
            }
            try (ResultSet results = jdbc.executeQuery("EXPLAIN (ANALYZE, BUFFERS, TIMING OFF) " + run)) {
                StringBuilder plan = new StringBuilder();
                while (results.next()) {
                    plan.append(results.getString(1)).append('\n');
                }
                return plan.toString();
            }
        } finally {
            connection.rollback();
            execute("DEALLOCATE list");
        }
    }

    private static String literal(Object value) {
        return switch (value) {
            case Sql.Texts texts -> texts.values()
                    .stream()
                    .map(text -> "'" + text + "'")
                    .collect(Collectors.joining(", ", "ARRAY[", "]::text[]"));
            case String text -> "'" + text + "'";
            default -> value.toString();
        };
    }

    /** How many pages the whole statement touched. */
    private static long buffers(String plan) {
        Matcher matcher = BUFFERS.matcher(plan);
        assertThat(matcher.find()).as(plan).isTrue();
        return number(matcher.group(1)) + number(matcher.group(2));
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
