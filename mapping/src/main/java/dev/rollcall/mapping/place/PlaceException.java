package dev.rollcall.mapping.place;

/** A path that names no place, or a value that a place does not take. The message says why, and what to do instead. */
public final class PlaceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message one sentence or two */
    public PlaceException(String message) {
        super(message, null, false, false);
    }
}
