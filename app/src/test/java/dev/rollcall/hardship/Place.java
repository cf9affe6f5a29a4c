package dev.rollcall.hardship;

import dev.rollcall.app.PostgresServer;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.postgres.PostgresStorage;
import dev.rollcall.store.testing.MigratedSqlite;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Where a store is kept; several may open it, one after another or together. */
sealed interface Place {

    /** Opens the store, also beside a server that runs on it. */
    Storage open();

    /** What names the place to {@code serve}. */
    List<String> serveArguments();

    /** Returns when nothing of a server that was killed goes on here. */
    void awaitQuiet() throws InterruptedException;

    /** Fails when the engine finds its files damaged. */
    void requireSound();

    /** A data folder of the embedded store. */
    record Folder(Path path) implements Place {
        @Override
        public Storage open() {
            return MigratedSqlite.open(path, StoreOptions.defaults());
        }

        @Override
        public List<String> serveArguments() {
            return List.of("--data", path.toString());
        }

        @Override
        public void awaitQuiet() {
            // A process that is dead writes no file.
        }

        @Override
        public void requireSound() {
            List<String> findings = new ArrayList<>();
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path.resolve("rollcall.db"));
                    Statement statement = connection.createStatement();
                    ResultSet results = statement.executeQuery("PRAGMA integrity_check")) {
                while (results.next()) {
                    findings.add(results.getString(1));
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            assertThat(findings).containsExactly("ok");
        }
    }

    /** A database of PostgreSQL. */
    record Database(String url) implements Place {
        private static final int PAUSE_MILLIS = 20;

        @Override
        public Storage open() {
            return PostgresStorage.open(url, StoreOptions.defaults());
        }

        @Override
        public List<String> serveArguments() {
            return List.of("--database-url", url);
        }

        @Override
        public void awaitQuiet() throws InterruptedException {
            while (!PostgresServer.backends(url).isEmpty()) {
                Thread.sleep(PAUSE_MILLIS);
            }
        }

        @Override
        public void requireSound() {
            PostgresServer.checkIndexes(url);
        }
    }
}
