package dev.rollcall.outbound.engine;

import dev.rollcall.directory.storage.Storage;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.postgres.PostgresStorage;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL for the tests of a JVM, with which it ends. */
public final class SmallPostgres {
    private static final SmallPostgres SHARED = new SmallPostgres();

    private final EmbeddedPostgres server;
    private final AtomicInteger databases = new AtomicInteger();

    private SmallPostgres() {
        try {
            server = EmbeddedPostgres.builder()
                    .setDataDirectory(Files.createTempDirectory("rollcall-postgres"))
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The URL of a new, empty database. */
    public static String newDatabase() {
        String name = "outbound_" + SHARED.databases.incrementAndGet();
        try (Connection connection = SHARED.server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return SHARED.server.getJdbcUrl("postgres", name);
    }

    /** A storage as one node has it. */
    public static Storage node(String url) {
        return PostgresStorage.open(url, StoreOptions.defaults().withPoolSize(8));
    }
}
