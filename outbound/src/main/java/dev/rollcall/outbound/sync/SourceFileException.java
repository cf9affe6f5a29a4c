package dev.rollcall.outbound.sync;

import java.io.Serial;

/** A file is no list of users that could be read. The message says where, and what to do. */
public final class SourceFileException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    SourceFileException(String message) {
        super(message);
    }

    SourceFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
