package dev.rollcall.store.sqlite;

import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.health.Pulse;
import dev.rollcall.store.jdbc.SqlFailure;
import dev.rollcall.store.write.Transaction;
import java.util.Optional;

/** Transactions of the writer. IMMEDIATE, so that a lock is waited for at the beginning and never in the middle. */
final class SqliteTransaction implements Transaction {
    private static final String ENGINE_GAVE_UP = "no transaction is active";

    private final RenewedConnection connection;
    private final StoreOptions options;
    private final Pulse pulse;
    private boolean marked;

    SqliteTransaction(RenewedConnection connection, StoreOptions options, Pulse pulse) {
        this.connection = connection;
        this.options = options;
        this.pulse = pulse;
    }

    @Override
    public void begin() {
        connection.database().execute("BEGIN IMMEDIATE");
        marked = false;
    }

    @Override
    public WriteSession session() {
        return connection.tables().work();
    }

    @Override
    public Optional<SqlFailure> takeFailure() {
        return connection.takeFailure();
    }

    @Override
    public void mark() {
        // Savepoints of one name stack up, and every page would be kept for each of them.
        if (marked) {
            connection.database().execute("RELEASE work");
        }
        connection.database().execute("SAVEPOINT work");
        marked = true;
    }

    @Override
    public void undo() {
        connection.database().execute("ROLLBACK TO work");
    }

    @Override
    public void commit() {
        pulse.commit(() -> connection.database().execute("COMMIT"));
    }

    @Override
    public void rollback() {
        try {
            connection.database().execute("ROLLBACK");
        } catch (SqlFailure failure) {
            // The engine has done it already, as on a full disk.
            if (!String.valueOf(failure.getMessage()).contains(ENGINE_GAVE_UP)) {
                throw failure;
            }
        }
    }

    @Override
    public void abandon() {
        connection.close();
    }
}
