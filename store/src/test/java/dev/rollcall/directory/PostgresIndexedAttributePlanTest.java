package dev.rollcall.directory;

import dev.rollcall.directory.storage.Storage;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.jdbc.Sql;
import dev.rollcall.store.postgres.PostgresStorage;
import dev.rollcall.store.postgres.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresIndexedAttributePlanTest extends IndexedAttributePlanContract {
    private String url = "";
    private Storage storage;

    @BeforeAll
    void openStore() {
        url = TestServer.newStore();
        storage = PostgresStorage.open(url, StoreOptions.defaults());
    }

    @AfterAll
    void close() {
        storage.close();
    }

    @Override
    Storage storage() {
        return storage;
    }

    @Override
    Connection open() throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        execute(connection, "ANALYZE");
        // As the pools set it.
        execute(connection, "SET enable_seqscan = off");
        return connection;
    }

    @Override
    void requireDriven(Connection connection, Sql statement) throws SQLException {
        StringBuilder numbered = new StringBuilder();
        int number = 0;
        for (String piece : statement.text().split("\\?", -1)) {
            numbered.append(number == 0 ? "" : "$" + number).append(piece);
            number++;
        }
        String values = statement.binds()
                .stream()
                .map(bind -> bind instanceof String ? "'" + bind + "'" : bind.toString())
                .collect(Collectors.joining(", "));
        for (String mode : List.of("force_custom_plan", "force_generic_plan")) {
            execute(connection, "SET plan_cache_mode = " + mode);
            execute(connection, "PREPARE look AS " + numbered);
            String plan = text(connection, "EXPLAIN EXECUTE look(" + values + ")", 1);
            execute(connection, "DEALLOCATE look");
            assertThat(plan).as(mode + " " + statement.text())
                    .doesNotContain("Seq Scan")
                    .containsPattern("(Scan using|Bitmap Index Scan on) resource_entry_pkey\\b[^\\n]*\\n"
                            + "\\s*Index Cond:[^\\n]*\\battribute = [^\\n]*\\bvalue = ");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
