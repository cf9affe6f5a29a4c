package dev.rollcall.store.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL, started by the build, one for all tests of a JVM. It ends with the JVM. */
public final class TestServer {
    private static final TestServer SHARED = new TestServer();

    private final EmbeddedPostgres server;
    private final AtomicInteger databases = new AtomicInteger();

    private TestServer() {
        try {
            // The library starts its servers without fsync unless it is told otherwise.
            server = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "200")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The URL of a new, empty database. */
    public static String newDatabase() {
        String name = "rollcall_" + SHARED.databases.incrementAndGet();
        try (Connection connection = SHARED.server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return SHARED.server.getJdbcUrl("postgres", name);
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
        try (Connection connection = java.sql.DriverManager.getConnection(url);
                PreparedStatement statement = prepare(connection, sql, binds);
                ResultSet results = statement.executeQuery()) {
            results.next();
            return results.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... binds) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < binds.length; i++) {
            statement.setObject(i + 1, binds[i]);
        }
        return statement;
    }
}
