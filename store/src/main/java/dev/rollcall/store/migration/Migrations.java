package dev.rollcall.store.migration;

import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** The version of the schema, and how a database comes to it. */
public final class Migrations {
    /** The version that this build works with: that of the last migration in {@code db/sqlite} and {@code db/postgresql}. */
    public static final int CURRENT = 34;

    private static final int PIECE = 1_000;

    /** How a database is brought to the current version, where its engine differs. */
    public enum Engine {
        SQLITE("sqlite", Optional.empty()),
        /** Less than the time after which PostgreSQL looks for deadlocks, so that nobody else is ended for one. */
        POSTGRESQL("postgresql", Optional.of("SET LOCAL lock_timeout = '500ms'"));

        private final String folder;
        private final Optional<String> beforeRows;

        Engine(String folder, Optional<String> beforeRows) {
            this.folder = folder;
            this.beforeRows = beforeRows;
        }
    }

    private Migrations() {}

    /**
     * The version of a database's schema.
     *
     * @param historyThere a statement with a row when the migration history is there
     * @return 0 for an empty database
     */
    public static int version(Database database, Sql historyThere) {
        Optional<Long> there = database.first(historyThere, row -> row.number(1));
        return there.isEmpty()
                ? 0
                : database.first(Sql.of("SELECT version FROM flyway_schema_history WHERE version IS NOT NULL"
                        + " ORDER BY installed_rank DESC LIMIT 1"), row -> Integer.parseInt(row.text(1))).orElse(0);
    }

    /** Whether a database of that version is all that this build needs: nothing is left to make or to fill. */
    public static boolean isCurrent(Database database, int version) {
        return version == CURRENT && SubjectFill.isDone(database);
    }

    /** Refuses a database that a newer version of Rollcall has written. */
    public static void requireNotNewer(int version) {
        if (version > CURRENT) {
            throw new StorageException("The database has schema version " + version + ", and this version of Rollcall"
                    + " knows " + CURRENT + " at most. Upgrade Rollcall, or restore a backup from before the upgrade.");
        }
    }

    /**
     * Brings a database to the current version. What is to be computed of many rows is filled in afterwards, in pieces; ended in
     * the middle, it goes on the next time.
     *
     * @throws StorageException when it cannot be done; the message says what to do then
     */
    public static void migrate(DataSource database, Engine engine) {
        NameClashes.refuse(database);
        try {
            FormerPeople.accept(database);
            configuration(database, engine).load().migrate();
        } catch (FlywayException e) {
            throw new StorageException("The database's schema could not be brought to version " + CURRENT + ": "
                    + e.getMessage(), e);
        }
        new SubjectFill(database, engine.beforeRows, PIECE).run();
    }

    static FluentConfiguration configuration(DataSource database, Engine engine) {
        return Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/" + engine.folder)
                .outputQueryResults(false)
                // Another node's migration takes as long as its tables are large; giving up would only start this node again.
                .lockRetryCount(-1)
                .callbacks(new UndeclaredNameFill());
    }
}
