package dev.rollcall.store.transfer;

import dev.rollcall.directory.storage.StorageException;

/** Takes the rows of one table in the order of their keys: passes over those that the target has, and adds the others. */
final class TableCopy {
    /** A piece is committed when it has so many bytes, whatever its number of rows. */
    static final long PIECE_BYTES = 4L << 20;

    private final StoreTable table;
    private final TransferTarget target;
    private final TransferProgress progress;
    private final int pieceRows;
    private final long of;
    private final TableProgress before;
    private final RowSum sum = new RowSum();
    private long rows;
    private long pieceStart;
    private long pieceBytes;

    TableCopy(StoreTable table, TransferTarget target, TransferProgress progress, int pieceRows, long of) {
        this.table = table;
        this.target = target;
        this.progress = progress;
        this.pieceRows = pieceRows;
        this.of = of;
        this.before = target.progress(table);
        this.pieceStart = before.rows();
    }

    void take(TableRow row) {
        sum.add(row);
        rows++;
        if (rows < before.rows()) {
            return;
        }
        if (rows == before.rows()) {
            requireUnchanged(sum.text().equals(before.sum()));
            return;
        }
        requireUnchanged(!before.whole());
        target.add(table, row);
        pieceBytes += row.size();
        if (rows - pieceStart >= pieceRows || pieceBytes >= PIECE_BYTES) {
            commit(false);
        }
    }

    /** There are no more rows. @return what the target has now */
    TableProgress end() {
        requireUnchanged(rows >= before.rows());
        if (!before.whole()) {
            commit(true);
        }
        return new TableProgress(rows, sum.text(), true);
    }

    private void commit(boolean whole) {
        target.commit(table, new TableProgress(rows, sum.text(), whole));
        pieceStart = rows;
        pieceBytes = 0;
        progress.copied(table.name(), rows, of);
    }

    private void requireUnchanged(boolean same) {
        if (!same) {
            throw new StorageException("What the target has of the table " + table.name()
                    + " is not what this store holds"
                    + " there: it was used since the migration began, or the target belongs to another one. Make the"
                    + " target database anew, and begin again; this store was not changed.");
        }
    }
}
