package dev.rollcall.benchmarks.process;

import dev.rollcall.benchmarks.load.LoadException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;

/** A PostgreSQL that flushes at every commit, as in operation. It may use every processor. */
public final class DurablePostgres implements AutoCloseable {
    private final EmbeddedPostgres postgres;

    private DurablePostgres(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** Started on a folder that does not exist yet. */
    public static DurablePostgres start(Path data) {
        try {
            // The library is made for tests and switches these off.
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("shared_buffers", "512MB")
                    .start();
            releaseToAllProcessors(data);
            return new DurablePostgres(postgres);
        } catch (IOException e) {
            throw new LoadException("PostgreSQL could not be started.", e);
        }
    }

    public String jdbcUrl() {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    /** The JDBC URL of a further database on it, made now. */
    public String newDatabase(String name) {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + statement.enquoteIdentifier(name, true));
        } catch (SQLException e) {
            throw new LoadException("No database could be made.", e);
        }
        return postgres.getJdbcUrl("postgres", name);
    }

    /** Lets it look at what is in its tables now, as it would by itself after a while: it plans by that. */
    public void takeFigures() {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM ANALYZE");
        } catch (SQLException e) {
            throw new LoadException("PostgreSQL could not look at its tables.", e);
        }
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new LoadException("PostgreSQL could not be stopped.", e);
        }
    }

    /** It inherits the one processor of this process; its later children inherit from the first. */
    private static void releaseToAllProcessors(Path data) throws IOException {
        long first = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
        ProcessHandle handle = ProcessHandle.of(first).orElseThrow();
        for (ProcessHandle process : Stream.concat(Stream.of(handle), handle.children()).toList()) {
            new ProcessBuilder("taskset", "-a", "-c", "-p", "0-1023", String.valueOf(process.pid()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .join();
        }
    }
}
