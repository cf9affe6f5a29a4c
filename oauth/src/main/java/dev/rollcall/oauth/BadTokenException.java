package dev.rollcall.oauth;

/** A token or an assertion is not good; the message says why and what to do, and repeats nothing of it. */
final class BadTokenException extends Exception {
    private static final long serialVersionUID = 1L;

    BadTokenException(String message) {
        super(message, null, false, false);
    }

    /** The sentence. */
    String sentence() {
        return String.valueOf(getMessage());
    }
}
