package dev.rollcall.directory;

import dev.rollcall.directory.storage.Storage;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.jdbc.Sql;
import dev.rollcall.store.testing.MigratedSqlite;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqliteIndexedAttributePlanTest extends IndexedAttributePlanContract {
    @TempDir
    static Path folder;

    private Storage storage;

    @BeforeAll
    void openStore() {
        storage = MigratedSqlite.open(folder, StoreOptions.defaults());
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
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("rollcall.db"));
    }

    @Override
    void requireDriven(Connection connection, Sql statement) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (PreparedStatement explained = connection.prepareStatement("EXPLAIN QUERY PLAN " + statement.text())) {
            for (int i = 0; i < statement.binds().size(); i++) {
                explained.setObject(i + 1, statement.binds().get(i));
            }
            try (ResultSet rows = explained.executeQuery()) {
                while (rows.next()) {
                    plan.append(rows.getString(4)).append('\n');
                }
            }
        }
        assertThat(plan.toString()).as(statement.text())
                .doesNotContainPattern("SCAN (?!counted)")
                .containsPattern("SEARCH [^\\n]*PRIMARY KEY[^\\n]*\\battribute=\\? AND value=\\?");
    }
}
