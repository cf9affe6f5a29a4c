package dev.rollcall.store.sqlite;

import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.jdbc.Database;
import dev.rollcall.store.jdbc.SqlFailure;
import dev.rollcall.store.table.SqlDialect;
import dev.rollcall.store.table.Tables;
import dev.rollcall.store.table.TypeSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A connection that is given up when its state is in doubt, and opened anew when it is next asked for. One thread's own. */
final class RenewedConnection implements AutoCloseable {
    private final Supplier<Database> opening;
    private final SqlDialect dialect;
    private final StoreOptions options;
    private final TypeSource types;
    private @Nullable Tables current;

    /** Opens the first one at once, so that what is wrong with the file is known at the start. */
    RenewedConnection(Supplier<Database> opening, SqlDialect dialect, StoreOptions options, TypeSource types) {
        this.opening = opening;
        this.dialect = dialect;
        this.options = options;
        this.types = types;
        this.current = new Tables(opening.get(), dialect, options, types);
    }

    /**
     * The tables over the connection.
     *
     * @throws StorageException when a new one was needed and could not be opened
     */
    Tables tables() {
        Tables tables = current;
        if (tables == null) {
            tables = new Tables(opening.get(), dialect, options, types);
            current = tables;
        }
        return tables;
    }

    /** The connection. */
    Database database() {
        return tables().database();
    }

    /** The last statement that failed on it since this was asked. */
    Optional<SqlFailure> takeFailure() {
        Tables tables = current;
        return tables == null ? Optional.empty() : tables.database().takeFailure();
    }

    /** Gives the connection up, and what is open on it. */
    @Override
    public void close() {
        Tables tables = current;
        current = null;
        if (tables != null) {
            tables.database().close();
        }
    }
}
