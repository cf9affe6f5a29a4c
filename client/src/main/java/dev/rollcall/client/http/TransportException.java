package dev.rollcall.client.http;

import java.io.Serial;

/** There was no answer. The message says what happened and what to look at. */
public final class TransportException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean timeout;

    public TransportException(String message, boolean timeout, Throwable cause) {
        super(message, cause);
        this.timeout = timeout;
    }

    /** Whether the endpoint was reached and did not answer in time. */
    public boolean isTimeout() {
        return timeout;
    }
}
