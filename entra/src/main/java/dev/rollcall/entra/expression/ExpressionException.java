package dev.rollcall.entra.expression;

import java.io.Serial;

/** An expression cannot be read, or gives no value for an object. The message says where and what to write there. */
public final class ExpressionException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int position;

    ExpressionException(int position, String sentence) {
        super("Character " + position + ": " + sentence);
        this.position = position;
    }

    ExpressionException(int position, String sentence, Throwable cause) {
        super("Character " + position + ": " + sentence, cause);
        this.position = position;
    }

    /** The place in the expression's text, 1 for its first character. */
    public int position() {
        return position;
    }
}
