package dev.rollcall.mapping.expression;

/**
 * An expression that cannot be compiled, or whose evaluation gave no value. The message is one sentence or more for whoever wrote
 * the row; it never holds a value of a resource.
 */
public final class RowExpressionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, and what to write instead */
    public RowExpressionException(String message) {
        super(message, null, false, false);
    }
}
