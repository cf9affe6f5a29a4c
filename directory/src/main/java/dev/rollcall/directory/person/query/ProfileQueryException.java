package dev.rollcall.directory.person.query;

/** A search that cannot be read, or is more than one may be. The message says where and what to write instead. */
public final class ProfileQueryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProfileQueryException(String message) {
        super(message, null, false, false);
    }
}
