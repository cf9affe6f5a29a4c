package dev.rollcall.directory.access;

/**
 * It is not known whether a token is good, because the keys to check it with cannot be had now. The message says what to do;
 * whoever is asked answers that it should be tried again.
 */
public final class KeysUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KeysUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Without a cause. */
    public KeysUnavailableException(String message) {
        super(message);
    }
}
