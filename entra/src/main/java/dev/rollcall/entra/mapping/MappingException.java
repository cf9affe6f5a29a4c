package dev.rollcall.entra.mapping;

import java.io.Serial;

/** A mapping cannot be used as it is written. The message names the row and says what to write there. */
public final class MappingException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public MappingException(String message) {
        super(message);
    }

    public MappingException(String message, Throwable cause) {
        super(message, cause);
    }
}
