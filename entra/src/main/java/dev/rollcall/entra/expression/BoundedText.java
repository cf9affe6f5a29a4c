package dev.rollcall.entra.expression;

/**
 * A text that a regular expression may look at a limited number of times, so that a pattern that backtracks without end fails
 * instead of standing still.
 */
final class BoundedText implements CharSequence {
    /** How many characters a pattern may read, each again as often as it wants. */
    static final int MAX_READS = 5_000_000;

    private final String text;
    private int reads;

    BoundedText(String text) {
        this.text = text;
    }

    /** A pattern read more than it may. */
    static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (++reads > MAX_READS) {
            throw new Exhausted();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
