package dev.rollcall.outbound.delivery;

import java.io.Serial;

/** A stream's settings or secrets cannot be used. The message says what to do, in a sentence that holds no secret. */
public final class UnusableStreamException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** One with its sentence. */
    public UnusableStreamException(String message) {
        super(message);
    }

    /** One with its cause. */
    public UnusableStreamException(String message, Throwable cause) {
        super(message, cause);
    }
}
