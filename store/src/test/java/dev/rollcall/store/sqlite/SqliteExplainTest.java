package dev.rollcall.store.sqlite;

import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import dev.rollcall.store.query.ProviderFilter;
import dev.rollcall.store.testing.MigratedSqlite;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** No filter of an identity provider walks through a table, on SQLite. */
class SqliteExplainTest {
    @TempDir
    static Path folder;

    private static Database database;

    @BeforeAll
    static void fill() {
        MigratedSqlite.open(folder, StoreOptions.defaults()).close();
        database = SqliteFile.in(folder).open();
        ProviderFilter.data(numbers(20_000), numbers(200)).forEach(database::update);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @ParameterizedTest
    @MethodSource("dev.rollcall.store.query.ProviderFilter#all")
    void isDrivenByItsIndex(ProviderFilter filter) {
        for (Sql statement : filter.statements()) {
            List<String> plan = database.list(new Sql("EXPLAIN QUERY PLAN " + statement.text(), statement.binds()),
                    row -> row.text(4));
            // SQLite names the index of a primary key by number; it binds the same columns.
            String index = filter.index()
                    .replace("resource_pkey", "sqlite_autoindex_resource_1|resource_id")
                    .replace("resource_entry_pkey", "PRIMARY KEY");
            assertThat(plan).as(statement.text())
                    // A count with a limit scans what its inner statement finds.
                    .noneMatch(line -> line.startsWith("SCAN") && !line.equals("SCAN counted"))
                    .anyMatch(line -> line
                            .matches("SEARCH .*(" + index + ")\\b.*\\b" + filter.column() + "(,id\\))?[=>].*"));
        }
    }

    private static String numbers(int last) {
        return "(WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < " + last
                + ") SELECT n FROM numbers)";
    }
}
