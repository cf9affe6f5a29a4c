package dev.rollcall.store.write;

/** The bounds of a transaction on one connection. */
public interface Transaction {

    /** Opens one, for writing. */
    void begin();

    /** Marks the place to which {@link #undo} goes back; replaces the mark before. */
    void mark();

    /** Goes back to the mark. */
    void undo();

    /** Makes it durable. */
    void commit();

    /** Gives it up. */
    void rollback();
}
