package dev.rollcall.server.http;

/** The rest of a request's body cannot be had. */
public final class BodyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why it cannot be had. */
    public enum Reason {
        /** It is larger than the largest body that any endpoint takes. */
        TOO_LARGE,
        /** Its framing is broken. */
        MALFORMED,
        /** The client closed the connection. */
        ABORTED,
        /** It took longer than the time that the server waits for a body. */
        TIMEOUT
    }

    private final Reason reason;

    public BodyException(Reason reason, Throwable cause) {
        super(reason.name(), cause);
        this.reason = reason;
    }

    /** Why it cannot be had. */
    public Reason reason() {
        return reason;
    }
}
