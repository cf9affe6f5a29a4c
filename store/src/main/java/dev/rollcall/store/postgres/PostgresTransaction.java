package dev.rollcall.store.postgres;

import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import dev.rollcall.store.write.Transaction;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Transactions of one lane. Each begins by taking the lane's lock, before the transaction has a number: works of one
 * lane then follow each other over all nodes, so they neither deadlock nor invert the change record.
 */
final class PostgresTransaction implements Transaction {
    private final Connection connection;
    private final Database database;
    private final PostgresDialect dialect;
    private final String lane;
    private boolean marked;

    PostgresTransaction(Connection connection, Database database, PostgresDialect dialect, String lane) {
        this.connection = connection;
        this.database = database;
        this.dialect = dialect;
        this.lane = lane;
    }

    @Override
    public void begin() {
        marked = false;
        try {
            database.first(Sql.of("SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(?, 0))) l", lane),
                    row -> row.number(1));
        } catch (StorageException failure) {
            // A connection in a failed transaction would refuse whatever the batch begins next.
            database.takeFailure();
            giveUp(failure);
            throw failure;
        }
    }

    @Override
    public void mark() {
        database.execute(marked ? "RELEASE SAVEPOINT work; SAVEPOINT work" : "SAVEPOINT work");
        marked = true;
    }

    @Override
    public void undo() {
        database.execute("ROLLBACK TO SAVEPOINT work");
    }

    @Override
    public void commit() {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw dialect.failure(e);
        }
    }

    private void giveUp(StorageException failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public void rollback() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw dialect.failure(e);
        }
    }
}
