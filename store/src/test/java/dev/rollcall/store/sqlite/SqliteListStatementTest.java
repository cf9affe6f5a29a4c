package dev.rollcall.store.sqlite;

import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import dev.rollcall.store.query.ListStatement;
import dev.rollcall.store.query.ProviderFilter;
import dev.rollcall.store.testing.MigratedSqlite;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sqlite.ProgressHandler;

import static org.assertj.core.api.Assertions.assertThat;

/** What a statement with a list costs does not depend on how large the group is: counted in steps of SQLite's machine. */
class SqliteListStatementTest {
    @TempDir
    static Path folder;

    private static Connection connection;
    private static Database database;

    @BeforeAll
    static void fill() throws SQLException {
        MigratedSqlite.open(folder, StoreOptions.defaults()).close();
        connection = DriverManager.getConnection(SqliteConnections.url(DataFolder.database(folder)));
        database = new Database(connection, new SqliteDialect(), 10);
        database.execute("BEGIN");
        ProviderFilter.data(numbers(20_000), numbers(200)).forEach(database::update);
        ListStatement.data(numbers(200_000)).forEach(database::update);
        database.execute("COMMIT");
        database.execute("ANALYZE");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    static List<ListStatement> all() {
        return ListStatement.all(new SqliteDialect(), (owner, group, membership, values) -> SqliteDialect.removal(owner,
                group, membership, values.getFirst()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void costsTheSameInASmallGroupAndInALargeOne(ListStatement statement) throws SQLException {
        List<String> plan = database.list(
                new Sql("EXPLAIN QUERY PLAN " + statement.ofLarge().text(), statement.ofLarge().binds()),
                row -> row.text(4));
        assertThat(plan).noneMatch(line -> line.startsWith("SCAN") && !line.startsWith("SCAN v VIRTUAL TABLE"))
                .anyMatch(line -> line.matches("SEARCH .*\\b" + statement.column() + "=\\?.*"));
        long small = steps(statement.ofSmall());
        assertThat(small).isPositive();
        assertThat(steps(statement.ofLarge())).isLessThanOrEqualTo(small * 12 / 10);
    }

    private static String numbers(int last) {
        return "(WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < " + last
                + ") SELECT n FROM numbers)";
    }

    /** How many steps a statement takes; nothing is changed. */
    private static long steps(Sql sql) throws SQLException {
        AtomicLong steps = new AtomicLong();
        database.execute("BEGIN");
        ProgressHandler.setHandler(connection, 1, new ProgressHandler() {
            @Override
            protected int progress() {
                steps.incrementAndGet();
                return 0;
            }
        });
        try {
            if (sql.text().startsWith("SELECT")) {
                database.list(sql, row -> row.text(1));
            } else {
                assertThat(database.update(sql)).isEqualTo(1);
            }
        } finally {
            ProgressHandler.clearHandler(connection);
            database.execute("ROLLBACK");
        }
        return steps.get();
    }
}
