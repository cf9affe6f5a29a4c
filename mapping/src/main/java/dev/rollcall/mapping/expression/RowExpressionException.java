package dev.rollcall.mapping.expression;

/**
 * An expression that cannot be compiled, or whose evaluation gave no value. The message is one sentence or more for whoever wrote
 * the row; it never holds a value of a resource.
 */
public final class RowExpressionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean late;

    /** @param message what is wrong, and what to write instead */
    public RowExpressionException(String message) {
        this(message, false);
    }

    private RowExpressionException(String message, boolean late) {
        super(message, null, false, false);
        this.late = late;
    }

    /** An expression that had no value in time, which a busy machine may be to blame for. */
    public static RowExpressionException late(String message) {
        return new RowExpressionException(message, true);
    }

    /** Whether nothing but time was missing, so that it may have a value another time. */
    public boolean isLate() {
        return late;
    }
}
