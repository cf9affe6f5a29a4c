package dev.rollcall.entra.source;

import java.io.Serial;

/** The source directory cannot be read. The message says where and what to write there. */
public final class SourceException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public SourceException(String message) {
        super(message);
    }

    public SourceException(String message, Throwable cause) {
        super(message, cause);
    }
}
