package dev.rollcall.store.transfer;

import dev.rollcall.directory.storage.StorageException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Copies a store into one of another engine.
 *
 * <p>Guarantees: every row of every table is copied, in pieces that are committed one by one. One that ended in the middle is
 * gone on with behind its last piece, provided that the source is still as it was. The target can be used when every table
 * of it was read back and has as many rows as the source and the same hash, and not before.
 *
 * <p>Memory: one row of the source and a few of the target, whatever their number.
 */
public final class StoreTransfer {
    /** A piece is committed when it has so many rows, or 4 MiB. */
    private static final int PIECE_ROWS = 5_000;

    private final TransferSource source;
    private final TransferTarget target;
    private final TransferProgress progress;
    private final int pieceRows;

    public StoreTransfer(TransferSource source, TransferTarget target, TransferProgress progress) {
        this(source, target, progress, PIECE_ROWS);
    }

    StoreTransfer(TransferSource source, TransferTarget target, TransferProgress progress, int pieceRows) {
        this.source = source;
        this.target = target;
        this.progress = progress;
        this.pieceRows = pieceRows;
    }

    /**
     * Copies what is not copied yet, compares all of it, and finishes the target.
     *
     * @return how many rows each table has
     * @throws StorageException when the source is not what the target has of it already, or a table is not the same in both
     *     afterwards; the target stays unfinished then, and the source as it was
     */
    public Map<String, Long> run() {
        List<StoreTable> tables = source.tables();
        requireSameTables(tables);
        Map<StoreTable, TableProgress> copied = new LinkedHashMap<>();
        tables.forEach(table -> copied.put(table, copy(table)));
        copied.forEach(this::compare);
        target.finish(source.numbers());
        Map<String, Long> rows = new LinkedHashMap<>();
        copied.forEach((table, whole) -> rows.put(table.name(), whole.rows()));
        return rows;
    }

    private TableProgress copy(StoreTable table) {
        TableCopy copy = new TableCopy(table, target, progress, pieceRows, source.count(table));
        source.each(table, copy::take);
        return copy.end();
    }

    private void compare(StoreTable table, TableProgress expected) {
        RowSum sum = new RowSum();
        long[] rows = new long[1];
        target.each(table, row -> {
            sum.add(row);
            rows[0]++;
            if (rows[0] % pieceRows == 0) {
                progress.compared(table.name(), rows[0], expected.rows());
            }
        });
        if (rows[0] != expected.rows() || !sum.text().equals(expected.sum())) {
            throw new StorageException("The table " + table.name() + " did not arrive as it is: " + expected.rows()
                    + " rows with the hash " + expected.sum() + " were copied, and " + rows[0] + " rows with the hash "
                    + sum.text() + " are there. Make the target database anew, see that nothing else writes to it, and"
                    + " begin again; this store was not changed.");
        }
        progress.compared(table.name(), rows[0], expected.rows());
    }

    /** The migrations of the two engines are to agree; where they do not, something would be left behind. */
    private void requireSameTables(List<StoreTable> tables) {
        Map<String, Set<String>> columns = new LinkedHashMap<>();
        tables.forEach(table -> columns.put(table.name(), new TreeSet<>(table.columns())));
        if (!columns.equals(target.tables())) {
            throw new StorageException(
                    "The two databases do not have the same tables and columns, so nothing was copied:"
                            + " report this with the version of Rollcall. Here: " + columns + ". There: "
                            + target.tables()
                            + ".");
        }
    }
}
