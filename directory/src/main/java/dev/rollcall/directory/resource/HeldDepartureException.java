package dev.rollcall.directory.resource;

/** A user may not be deleted or deactivated now: more of them leave than the connection's guard lets through. */
public final class HeldDepartureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HeldDepartureException(String message) {
        super(message, null, false, false);
    }
}
