package dev.rollcall.store.transfer;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A store that is being filled.
 *
 * <p>Guarantees: nothing but this is in it, and nobody uses it before {@link #finish}. What was committed stays when the
 * process or the connection ends; what was not is not there, and the next one to open the target goes on behind it.
 */
public interface TransferTarget extends AutoCloseable {

    /** The columns of each table that rows have to come with; none of what only this engine needs. */
    Map<String, Set<String>> tables();

    /** How far a table is. */
    TableProgress progress(StoreTable table);

    /** Adds a row to what the next commit commits. All rows between two commits are of one table. */
    void add(StoreTable table, TableRow row);

    /** Commits the rows that were added, and with them how far the table is. */
    void commit(StoreTable table, TableProgress progress);

    /** The rows that are there, in no order, a few in memory at a time. */
    void each(StoreTable table, Consumer<TableRow> reader);

    /** Goes on with the numbers of the source, and lets others use the store. */
    void finish(Map<String, Long> numbers);

    @Override
    void close();
}
