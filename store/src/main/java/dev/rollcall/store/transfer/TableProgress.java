package dev.rollcall.store.transfer;

/**
 * How far a table is copied: the first rows, by its key.
 *
 * @param rows how many rows the target has
 * @param sum the {@link RowSum} of these rows as the source had them
 * @param whole whether the source had no more
 */
public record TableProgress(long rows, String sum, boolean whole) {
    /** Nothing is copied yet. */
    public static final TableProgress NONE = new TableProgress(0, new RowSum().text(), false);
}
