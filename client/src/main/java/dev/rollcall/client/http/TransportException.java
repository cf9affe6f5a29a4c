package dev.rollcall.client.http;

import java.io.Serial;
import java.util.OptionalInt;

/** There was no answer. The message says what happened and what to look at; {@link #kind()} says what may have been done. */
public final class TransportException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final transient OptionalInt status;

    /** How far a request came that got no answer. Only the first two are certain to have changed nothing. */
    public enum Kind {
        /** This side did not send it: its address may not be called, or the proxy does not pass it on. */
        REFUSED(false),
        /** It never left: no such host, no connection, no TLS. */
        NOT_SENT(false),
        /** The connection broke when the request, or a part of it, may have arrived. */
        MAYBE_SENT(true),
        /** The answer was not there in time. */
        LATE(true),
        /** The answer, or its head, was larger than what is read. */
        TOO_LARGE(true);

        private final boolean maybeDone;

        Kind(boolean maybeDone) {
            this.maybeDone = maybeDone;
        }

        /** Whether the endpoint may have done what it was asked to. Who asked for something new looks for it first. */
        public boolean maybeDone() {
            return maybeDone;
        }
    }

    public TransportException(String message, Kind kind, Throwable cause) {
        this(message, kind, cause, OptionalInt.empty());
    }

    /** @param status of the answer, where only its body could not be read */
    public TransportException(String message, Kind kind, Throwable cause, OptionalInt status) {
        super(message, cause);
        this.kind = kind;
        this.status = status;
    }

    /** How far the request came. */
    public Kind kind() {
        return kind;
    }

    /** What the endpoint has answered with, when nothing but the body was too large; empty when there was no answer. */
    public OptionalInt status() {
        return status;
    }

    /** Whether the endpoint was reached and did not answer in time. */
    public boolean isTimeout() {
        return kind == Kind.LATE;
    }
}
