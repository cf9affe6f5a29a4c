package dev.rollcall.store.migration;

import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The version of the schema, and how a database comes to it. */
public final class Migrations {
    /** The version that this build works with: that of the last migration in {@code db/sqlite} and {@code db/postgresql}. */
    public static final int CURRENT = 13;

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

    /** Refuses a database that a newer version of Rollcall has written. */
    public static void requireNotNewer(int version) {
        if (version > CURRENT) {
            throw new StorageException("The database has schema version " + version + ", and this version of Rollcall"
                    + " knows " + CURRENT + " at most. Upgrade Rollcall, or restore a backup from before the upgrade.");
        }
    }

    /**
     * Brings a database to the current version.
     *
     * @throws StorageException when it cannot be done; the message says what to do then
     */
    public static void migrate(DataSource database, String location) {
        NameClashes.refuse(database);
        try {
            Flyway.configure()
                    .dataSource(database)
                    .locations("classpath:" + location)
                    .outputQueryResults(false)
                    .callbacks(new UndeclaredNameFill())
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StorageException("The database's schema could not be brought to version " + CURRENT + ": "
                    + e.getMessage(), e);
        }
    }
}
