package dev.rollcall.directory.access;

/** Somebody is not let in whom the company's own issuer has sent. The message says why and what to do, and holds no secret. */
public final class OperatorSignInException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean passing;

    private OperatorSignInException(String message, boolean passing) {
        super(message, null, false, false);
        this.passing = passing;
    }

    /** Coming again in the same way would not help. */
    public static OperatorSignInException refused(String message) {
        return new OperatorSignInException(message, false);
    }

    /** The browser has no attempt, or the answer is to another one. */
    public static OperatorSignInException notBegun() {
        return refused("This sign-in was not begun in this browser, or too long ago. Begin again at the sign-in page.");
    }

    /** The issuer cannot be reached now. */
    public static OperatorSignInException unavailable(String message) {
        return new OperatorSignInException(message, true);
    }

    /** Whether it may be otherwise in a minute. */
    public boolean isPassing() {
        return passing;
    }

    /** The sentence. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
