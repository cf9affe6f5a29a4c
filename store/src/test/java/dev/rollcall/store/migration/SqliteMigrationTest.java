package dev.rollcall.store.migration;

import dev.rollcall.directory.storage.Storage;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.sqlite.SqliteStorage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class SqliteMigrationTest implements MigrationContract {
    @TempDir
    private Path folder;

    @Override
    public DataSource first() {
        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl("jdbc:sqlite:" + folder.resolve("rollcall.db"));
        FirstVersion.create(database, "db/sqlite");
        String numbers = "(WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < "
                + (FirstVersion.USERS - 1) + ") SELECT n FROM numbers)";
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            for (String row : FirstVersion.rows(numbers)) {
                statement.execute(row);
            }
            String c = "'" + FirstVersion.CONNECTION.value() + "'";
            statement.execute("INSERT INTO resource_count VALUES (" + c + ", 'User', 4000), (" + c + ", 'Group', 1)");
            statement.execute("INSERT INTO change VALUES (" + c + ", 1, 'change-1', 0, 1, 'User', '"
                    + FirstVersion.user(1) + "', 'created', 1, 1000, '[]'), (" + c + ", 3, 'change-2', 0, 1, 'User', '"
                    + FirstVersion.user(1) + "', 'updated', 2, 2000, '[1]')");
            statement.execute("INSERT INTO change_reader VALUES (" + c + ", 'outbound', 1)");
            statement.execute("UPDATE sequence SET value = 5");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return database;
    }

    @Override
    public Storage opened(List<String> statements) {
        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl("jdbc:sqlite:" + folder.resolve("rollcall.db"));
        FirstVersion.create(database, "db/sqlite");
        FirstVersion.execute(database, statements);
        return SqliteStorage.open(folder, StoreOptions.defaults());
    }

    @Override
    public String firstPosition() {
        return "0.1";
    }

    @Override
    public Storage open() {
        return SqliteStorage.open(folder, StoreOptions.defaults());
    }

    @Override
    public Migrations.Engine engine() {
        return Migrations.Engine.SQLITE;
    }
}
