package dev.rollcall.store.table;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.storage.StorageException;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the order of commits.
 *
 * @param transaction the number of the transaction, unsigned; 0 where the sequence alone is the order of commits
 * @param sequence the number of a row
 * @param part how many parts of the change that ends with that row are read, while it is not read as a whole; 0 when it
 *     is, so that reading goes on behind it
 */
public record ChangePosition(long transaction, long sequence, int part) implements Comparable<ChangePosition> {
    /** Before every change. */
    static final ChangePosition BEGINNING = new ChangePosition(0, 0, 0);

    private static final Comparator<ChangePosition> ORDER = Comparator
            .comparing(ChangePosition::transaction, Long::compareUnsigned)
            .thenComparingLong(ChangePosition::sequence);
    private static final Pattern TEXT = Pattern.compile("(\\d{1,20})\\.(\\d{1,18})(?:/(\\d{1,9}))?");

    /** A place behind a row. */
    public static ChangePosition behind(long transaction, long sequence) {
        return new ChangePosition(transaction, sequence, 0);
    }

    /**
     * Reads what {@link #text} wrote; empty text is the beginning.
     *
     * @throws StorageException when it is something else
     */
    public static ChangePosition parse(String text) {
        if (text.isEmpty()) {
            return BEGINNING;
        }
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw unknown(text);
        }
        try {
            return new ChangePosition(Long.parseUnsignedLong(matcher.group(1)), Long.parseLong(matcher.group(2)),
                    matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3)));
        } catch (NumberFormatException e) {
            StorageException unknown = unknown(text);
            unknown.addSuppressed(e);
            throw unknown;
        }
    }

    private static StorageException unknown(String text) {
        return new StorageException("The position " + text + " in the change record is not one of this database."
                + " Begin again at the start of the record.");
    }

    /** The place from which on the record that an event is of comes first. */
    static ChangePosition before(EventId event) {
        return event.part() == 0
                ? new ChangePosition(event.transaction(), Math.max(0, event.sequence() - 1), 0)
                : new ChangePosition(event.transaction(), event.sequence(), event.part());
    }

    /** The number of the transaction as text. */
    public String transactionText() {
        return Long.toUnsignedString(transaction);
    }

    /** As readers keep it. */
    String text() {
        return transactionText() + "." + sequence + (part == 0 ? "" : "/" + part);
    }

    /** Whether a reader at this place has read the change that ends with a row. */
    boolean isBehind(ChangePosition row) {
        int order = compareTo(row);
        return order > 0 || order == 0 && part == 0;
    }

    /** In the order of rows; how much of a change is read makes no difference. */
    @Override
    public int compareTo(ChangePosition other) {
        return ORDER.compare(this, other);
    }
}
