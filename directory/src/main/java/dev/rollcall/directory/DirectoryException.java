package dev.rollcall.directory;

/**
 * A rule of the house forbids what was asked. The message says what to do instead; it never holds a secret.
 *
 * <p>SCIM requests are refused with {@link dev.rollcall.scim.ScimException} instead.
 */
public final class DirectoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of refusal it is, for exit codes and HTTP statuses. */
    public enum Kind {
        NOT_FOUND,
        TAKEN,
        FORBIDDEN,
        INVALID
    }

    private final Kind kind;

    public DirectoryException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** What kind of refusal it is. */
    public Kind kind() {
        return kind;
    }
}
