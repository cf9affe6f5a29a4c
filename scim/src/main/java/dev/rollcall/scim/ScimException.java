package dev.rollcall.scim;

import java.util.Optional;

/**
 * A refusal that is answered as a SCIM error (RFC 7644 section 3.12).
 *
 * <p>The message is the error's {@code detail}: one sentence or two, for an administrator of an identity provider, that
 * say what is wrong and what to do next. It never holds a secret, a stack trace or SQL.
 */
public class ScimException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final Optional<ScimType> scimType;

    protected ScimException(int status, Optional<ScimType> scimType, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.scimType = scimType;
    }

    /** An error with a registered keyword; the status follows from it. */
    public static ScimException of(ScimType scimType, String detail) {
        return new ScimException(scimType.status(), Optional.of(scimType), detail);
    }

    /** An error that has no keyword, such as 404 or 412. */
    public static ScimException of(int status, String detail) {
        return new ScimException(status, Optional.empty(), detail);
    }

    /** The HTTP status, 400 to 599. */
    public int status() {
        return status;
    }

    /** The registered keyword, if one applies. */
    public Optional<ScimType> scimType() {
        return scimType;
    }

    /** The sentence for the administrator. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
