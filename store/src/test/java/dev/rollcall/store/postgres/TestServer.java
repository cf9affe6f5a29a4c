package dev.rollcall.store.postgres;

import dev.rollcall.store.testing.MigratedPostgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL, started by the build, one for all tests of a JVM. It ends with the JVM. */
public final class TestServer {
    private static final TestServer SHARED = new TestServer();

    private final EmbeddedPostgres server;
    private final MigratedPostgres databases;
    private String asked = "";
    private @Nullable Connection asking;

    private TestServer() {
        try {
            // The library starts its servers without fsync unless it is told otherwise.
            server = EmbeddedPostgres.builder()
                    .setDataDirectory(Files.createTempDirectory("rollcall-postgres"))
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_wal_size", "128MB")
                    .setServerConfig("max_connections", "200")
                    // Its transactions, in whichever database, would keep new records of changes from being seen for a moment.
                    .setServerConfig("autovacuum", "off")
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

    /** The URL of a copy of a database that nobody uses. */
    public static String copyOf(String url) {
        return SHARED.databases.copyOf(url);
    }

    /** Runs a statement in a database. */
    public static void execute(String url, String sql, Object... binds) {
        try (Connection connection = java.sql.DriverManager.getConnection(url);
                PreparedStatement statement = prepare(connection, sql, binds)) {
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The number that a statement answers. */
    public static long number(String url, String sql, Object... binds) {
        synchronized (SHARED) {
            try (PreparedStatement statement = prepare(SHARED.asking(url), sql, binds);
                    ResultSet results = statement.executeQuery()) {
                results.next();
                return results.getLong(1);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Kept for the next question to the same database: a new one costs the server more than the question. */
    private Connection asking(String url) throws SQLException {
        if (!url.equals(asked) || asking == null || !asking.isValid(1)) {
            if (asking != null) {
                asking.close();
            }
            asking = java.sql.DriverManager.getConnection(url);
            asked = url;
        }
        return asking;
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... binds) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < binds.length; i++) {
            statement.setObject(i + 1, binds[i]);
        }
        return statement;
    }
}
