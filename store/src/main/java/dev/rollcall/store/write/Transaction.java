package dev.rollcall.store.write;

import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.store.jdbc.SqlFailure;
import java.util.Optional;

/** The bounds of a transaction on one connection, and what works in it. */
public interface Transaction {

    /** Opens one, for writing. */
    void begin();

    /** A session for one attempt of one work within it. */
    WriteSession session();

    /** The last statement that failed since this was asked. */
    Optional<SqlFailure> takeFailure();

    /** Marks the place to which {@link #undo} goes back; replaces the mark before. */
    void mark();

    /** Goes back to the mark. */
    void undo();

    /** Makes it durable. */
    void commit();

    /** Gives it up. */
    void rollback();

    /** The state of the connection is not known any more: it is not used again, and what is open on it is given up. */
    void abandon();
}
