package dev.rollcall.oauth;

/** A token or an assertion is not good; the message says why and what to do, and repeats nothing of it. */
final class BadTokenException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean proven;

    /** Whoever shows it has proven nothing. */
    BadTokenException(String message) {
        this(message, false);
    }

    private BadTokenException(String message, boolean proven) {
        super(message, null, false, false);
        this.proven = proven;
    }

    /** Whoever shows it is the client that it says, and may be told what is wrong. */
    static BadTokenException ofProven(String message) {
        return new BadTokenException(message, true);
    }

    /** Whether it is signed by the client, or by who signs for it. */
    boolean isProven() {
        return proven;
    }

    /** The sentence. */
    String sentence() {
        return String.valueOf(getMessage());
    }
}
