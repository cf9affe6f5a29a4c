package dev.rollcall.store.postgres;

import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import dev.rollcall.store.transfer.StoreTable;
import java.util.function.BooleanSupplier;

/**
 * Sees that a database may be filled by a transfer: it is empty or holds what a transfer has brought, and nobody uses it.
 *
 * <p>The mark is set before it is looked for others, and whoever opens a store looks for the mark after it has connected: so
 * one of the two sees the other.
 */
final class TransferAdmission {
    private static final String KEY = "hashtext('" + TransferConnection.APPLICATION + "')";

    private static final int LOOKS = 20;

    /** A tenth of a second, and what was seen before is forgotten. */
    private static final Sql WAIT = Sql.of("SELECT 1 FROM (SELECT pg_sleep(0.1), pg_stat_clear_snapshot()) w");

    private final Database database;
    private final Runnable commit;

    TransferAdmission(Database database, Runnable commit) {
        this.database = database;
        this.commit = commit;
    }

    /** Makes the tables and the mark, unless they are there. */
    void admit(String jdbcUrl) {
        if (!comes(this::tryLock)) {
            throw new StorageException(StorageException.Kind.BUSY,
                    "Another \"rollcall migrate\" works on this database. Let it finish, or end it first.");
        }
        PostgresDurability.require(database);
        boolean begun = PostgresSchema.isUnfinished(database);
        requireEmpty(begun);
        boolean current = PostgresSchema.isCurrent(database);
        commit.run();
        if (!current) {
            PostgresSchema.bringUpToDate(jdbcUrl);
        }
        if (!begun) {
            database.execute("CREATE TABLE " + PostgresSchema.UNFINISHED
                    + " (table_name text PRIMARY KEY, copied bigint NOT NULL, hash text NOT NULL, whole integer NOT NULL)");
            commit.run();
        }
        boolean admitted = false;
        try {
            requireUnused();
            requireEmpty(begun);
            PostgresEpoch.forget(database);
            admitted = true;
        } finally {
            if (!admitted && !begun) {
                database.execute("ROLLBACK");
                database.execute("DROP TABLE " + PostgresSchema.UNFINISHED);
            }
            commit.run();
        }
    }

    private void requireUnused() {
        if (!comes(() -> others() == 0)) {
            throw new StorageException(StorageException.Kind.BUSY,
                    "A rollcall serve uses this database. Stop it first, or"
                            + " name another database; nothing was copied.");
        }
    }

    /** Whoever was stopped a moment ago is still seen, and holds its lock, for as long as its connections end. */
    private boolean comes(BooleanSupplier so) {
        boolean is = so.getAsBoolean();
        for (int looks = 1; !is && looks < LOOKS; looks++) {
            database.first(WAIT, row -> row.number(1));
            is = so.getAsBoolean();
        }
        return is;
    }

    private boolean tryLock() {
        return database.number(Sql.of("SELECT CASE WHEN pg_try_advisory_lock(" + KEY + ") THEN 1 ELSE 0 END")) == 1;
    }

    private long others() {
        return database.number(Sql.of("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                + " AND application_name = ?", PostgresPools.APPLICATION));
    }

    /** What a transfer has brought is found by its progress; everything else must not be there. */
    private void requireEmpty(boolean begun) {
        boolean schema = PostgresSchema.version(database) > 0;
        for (String table : PostgresSchema.tables(database)) {
            boolean known = table.equals(PostgresSchema.HISTORY)
                    || table.equals(PostgresSchema.UNFINISHED)
                    || begun && isBegun(table);
            if (!known && (!schema || hasRows(table))) {
                throw new StorageException("The database is not empty: the table " + table + " is there"
                        + (schema ? " and has rows" : "") + ". Name an empty database; nothing was copied.");
            }
        }
    }

    private boolean isBegun(String table) {
        return database.first(Sql.of("SELECT 1 FROM " + PostgresSchema.UNFINISHED + " WHERE table_name = ?", table),
                row -> row.number(1)).isPresent();
    }

    private boolean hasRows(String table) {
        if (table.equals("mark")) {
            return PostgresEpoch.hasOtherMarks(database);
        }
        return database.first(Sql.of("SELECT 1 FROM " + StoreTable.quoted(table) + " LIMIT 1"), row -> row.number(1))
                .isPresent();
    }
}
