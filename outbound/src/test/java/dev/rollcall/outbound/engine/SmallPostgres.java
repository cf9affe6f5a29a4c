package dev.rollcall.outbound.engine;

import dev.rollcall.directory.storage.Storage;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.postgres.PostgresStorage;
import dev.rollcall.store.testing.MigratedPostgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** A real PostgreSQL for the tests of a JVM, with which it ends. */
public final class SmallPostgres {
    private static final SmallPostgres SHARED = new SmallPostgres();

    private final EmbeddedPostgres server;
    private final MigratedPostgres databases;

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
        databases = new MigratedPostgres(name -> server.getJdbcUrl("postgres", name));
    }

    /** The URL of a new database that has the tables of a store and nothing in them. */
    public static String newStore() {
        return SHARED.databases.newStore();
    }

    /** A storage as one node has it. */
    public static Storage node(String url) {
        return PostgresStorage.open(url, StoreOptions.defaults().withPoolSize(8));
    }
}
