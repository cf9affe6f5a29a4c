package dev.rollcall.app;

import dev.rollcall.store.testing.MigratedPostgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A real PostgreSQL that commits as one in production does, one for all tests of a JVM. It ends with the JVM. */
public final class PostgresServer {
    private static final PostgresServer SHARED = new PostgresServer();

    private final EmbeddedPostgres server;
    private final MigratedPostgres databases;

    private PostgresServer() {
        try {
            // The library starts its servers without fsync unless it is told otherwise.
            server = EmbeddedPostgres.builder()
                    .setDataDirectory(Files.createTempDirectory("rollcall-postgres"))
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_wal_size", "128MB")
                    .setServerConfig("max_connections", "200")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        databases = new MigratedPostgres(name -> server.getJdbcUrl("postgres", name));
    }

    /** The URL of a new, empty database. */
    public static String newDatabase() {
        return SHARED.databases.newDatabase();
    }

    /** The URL of a new database that has the tables of a store, copied rather than made by all migrations anew. */
    public static String newStore() {
        return SHARED.databases.newStore();
    }

    /** The process ids of the backends that work for Rollcall in a database. */
    public static List<Long> backends(String url) {
        return numbers(url, "SELECT pid FROM pg_stat_activity"
                + " WHERE datname = current_database() AND application_name = 'rollcall' ORDER BY pid");
    }

    /** Fails when an index of a database is damaged, or lacks a row of its table. */
    public static void checkIndexes(String url) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE EXTENSION IF NOT EXISTS amcheck");
            statement.execute("SELECT bt_index_check(i.indexrelid, true) FROM pg_index i"
                    + " JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam"
                    + " WHERE c.relnamespace = 'public'::regnamespace AND a.amname = 'btree'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The numbers that a statement answers. */
    public static List<Long> numbers(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery(sql)) {
            List<Long> numbers = new ArrayList<>();
            while (results.next()) {
                numbers.add(results.getLong(1));
            }
            return numbers;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
