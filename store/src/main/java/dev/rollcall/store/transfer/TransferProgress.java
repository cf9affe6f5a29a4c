package dev.rollcall.store.transfer;

/** Is told how far a transfer is. What it throws ends the transfer, which the next one goes on with. */
public interface TransferProgress {

    /**
     * Rows were copied and committed.
     *
     * @param rows how many of the table's rows are copied
     * @param of how many it has
     */
    void copied(String table, long rows, long of);

    /** That many of the table's rows were read back. */
    void compared(String table, long rows, long of);
}
