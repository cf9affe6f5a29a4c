package dev.rollcall.outbound.alert;

import java.io.Serial;

/** An alert did not get to whom it was for. The message says what to do and holds no secret. */
final class AlertFailedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    AlertFailedException(String message) {
        super(message);
    }

    AlertFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
