package dev.rollcall.store.postgres;

import dev.rollcall.store.jdbc.Sql;
import dev.rollcall.store.query.ProviderFilter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** No filter of an identity provider walks through a table, on PostgreSQL, with plans for these values and for any. */
class PostgresExplainTest {
    private static Connection connection;

    @BeforeAll
    static void fill() throws SQLException {
        String url = TestServer.newStore();
        connection = DriverManager.getConnection(url);
        for (String sql : ProviderFilter.data("generate_series(1, 20000) AS n", "generate_series(1, 200) AS n")) {
            execute(sql);
        }
        execute("ANALYZE");
        execute("SELECT " + PostgresPools.PLANNER_SETTINGS);
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    @ParameterizedTest
    @MethodSource("dev.rollcall.store.query.ProviderFilter#all")
    void isDrivenByItsIndex(ProviderFilter filter) throws SQLException {
        for (Sql statement : filter.statements()) {
            for (String mode : new String[]{"force_custom_plan", "force_generic_plan"}) {
                String plan = plan(statement, mode);
                String index = "(" + filter.index().replace("resource_pkey", "resource_pkey|resource_id") + ")";
                assertThat(plan).as(statement.text() + " " + mode)
                        .doesNotContain("Seq Scan")
                        .containsPattern("(Scan using|Bitmap Index Scan on) " + index + "\\b[^\\n]*\\n"
                                + "\\s*Index Cond:[^\\n]*\\b" + filter.column() + "\\b");
            }
        }
    }

    private static String plan(Sql statement, String mode) throws SQLException {
        StringBuilder text = new StringBuilder();
        int number = 0;
        for (String piece : statement.text().split("\\?", -1)) {
            text.append(number == 0 ? "" : "$" + number).append(piece);
            number++;
        }
        String values = statement.binds()
                .stream()
                .map(b -> b instanceof String ? "'" + b + "'" : b.toString())
                .collect(Collectors.joining(", "));
        execute("SET plan_cache_mode = " + mode);
        execute("PREPARE filter AS " + text);
        try (Statement jdbc = connection.createStatement();
                ResultSet results = jdbc.executeQuery("EXPLAIN EXECUTE filter(" + values + ")")) {
            StringBuilder plan = new StringBuilder();
            while (results.next()) {
                plan.append(results.getString(1)).append('\n');
            }
            return plan.toString();
        } finally {
            execute("DEALLOCATE filter");
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
