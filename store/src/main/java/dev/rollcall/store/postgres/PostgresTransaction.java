package dev.rollcall.store.postgres;

import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.health.Pulse;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.Sql;
import dev.rollcall.store.jdbc.SqlFailure;
import dev.rollcall.store.table.Tables;
import dev.rollcall.store.table.TypeSource;
import dev.rollcall.store.write.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Transactions of one lane. Each begins by taking the lane's lock, before the transaction has a number: works of one
 * lane then follow each other over all nodes, so they neither deadlock nor invert the change record.
 */
final class PostgresTransaction implements Transaction {

    /** What all transactions of a store have in common. */
    record Source(
            PostgresPools pools, PostgresDialect dialect, StoreOptions options, Pulse pulse, TypeSource types) {

        /** Transactions of a lane on a connection. */
        PostgresTransaction on(Connection connection, String lane) {
            return new PostgresTransaction(this, connection, lane);
        }
    }

    private final Source source;
    private final Connection connection;
    private final Database database;
    private final Tables tables;
    private final String lane;
    private boolean marked;

    private PostgresTransaction(Source source, Connection connection, String lane) {
        this.source = source;
        this.connection = connection;
        this.database = source.pools.database(connection);
        this.tables = new Tables(database, source.dialect, source.options, source.types);
        this.lane = lane;
    }

    /** Waits for a lane; who has it keeps it until its transaction is over. */
    static void lock(Database database, String lane) {
        database.first(Sql.of("SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(?, 0))) l", lane),
                row -> row.number(1));
    }

    @Override
    public void begin() {
        marked = false;
        try {
            lock(database, lane);
        } catch (StorageException failure) {
            // A connection in a failed transaction would refuse whatever the batch begins next.
            database.takeFailure();
            giveUp(failure);
            throw failure;
        }
    }

    @Override
    public WriteSession session() {
        return tables.work();
    }

    @Override
    public Optional<SqlFailure> takeFailure() {
        return database.takeFailure();
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
        source.pulse.commit(() -> {
            try {
                connection.commit();
            } catch (SQLException e) {
                throw source.dialect.failure(e);
            }
        });
    }

    @Override
    public void rollback() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw source.dialect.failure(e);
        }
    }

    @Override
    public void abandon() {
        source.pools.evict(connection);
    }

    private void giveUp(StorageException failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
            abandon();
        }
    }
}
