package dev.rollcall.benchmarks.load;

/** The load could not be put on, or the server did not answer as it must; a figure taken so would mean nothing. */
public final class LoadException extends RuntimeException {
    public LoadException(String message) {
        super(message);
    }

    public LoadException(String message, Throwable cause) {
        super(message, cause);
    }
}
