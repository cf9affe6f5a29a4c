package dev.rollcall.check;

import java.io.Serial;

/** No check can be made. The message says why and what to give instead. */
public final class CheckException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public CheckException(String message) {
        super(message);
    }
}
