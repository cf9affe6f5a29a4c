package dev.rollcall.store.transfer;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A store that is handed over.
 *
 * <p>Guarantees: nobody changes it from when it was opened until it is closed, and handing it over does not change it either.
 */
public interface TransferSource extends AutoCloseable {

    /** The tables, each with all of its columns, but for what only this engine needs. */
    List<StoreTable> tables();

    /** How many rows a table has. */
    long count(StoreTable table);

    /** The rows in the order of their keys, one in memory at a time. */
    void each(StoreTable table, Consumer<TableRow> reader);

    /** The last number that was given out of each sequence, by its name. */
    Map<String, Long> numbers();

    @Override
    void close();
}
