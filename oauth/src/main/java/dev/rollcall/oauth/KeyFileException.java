package dev.rollcall.oauth;

/** The key file cannot be used, or does not open what was sealed; the message names the file and says what to do. */
public final class KeyFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeyFileException(String message) {
        super(message);
    }

    KeyFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
