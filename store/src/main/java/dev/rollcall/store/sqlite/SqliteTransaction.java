package dev.rollcall.store.sqlite;

import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.write.Transaction;

/** Transactions of the writer. IMMEDIATE, so that a lock is waited for at the beginning and never in the middle. */
final class SqliteTransaction implements Transaction {
    private final Database database;
    private boolean marked;

    SqliteTransaction(Database database) {
        this.database = database;
    }

    @Override
    public void begin() {
        database.execute("BEGIN IMMEDIATE");
        marked = false;
    }

    @Override
    public void mark() {
        // Savepoints of one name stack up, and every page would be kept for each of them.
        if (marked) {
            database.execute("RELEASE work");
        }
        database.execute("SAVEPOINT work");
        marked = true;
    }

    @Override
    public void undo() {
        database.execute("ROLLBACK TO work");
    }

    @Override
    public void commit() {
        database.execute("COMMIT");
    }

    @Override
    public void rollback() {
        database.execute("ROLLBACK");
    }
}
