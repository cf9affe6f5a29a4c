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

    /** Of HTTP. */
    private final int status;
    /** The registered keyword, if one applies. */
    private final Optional<ScimType> scimType;

    /**
     * For refusals of a kind of their own.
     *
     * @param status of HTTP, 400 to 599
     * @param scimType the registered keyword, if one applies
     * @param detail the sentence for the administrator
     */
    protected ScimException(int status, Optional<ScimType> scimType, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.scimType = scimType;
    }

    /**
     * {@return an error with a registered keyword; the status follows from it}
     *
     * @param scimType the registered keyword
     * @param detail the sentence for the administrator
     */
    public static ScimException of(ScimType scimType, String detail) {
        return new ScimException(scimType.status(), Optional.of(scimType), detail);
    }

    /**
     * {@return an error that has no keyword, such as 404 or 412}
     *
     * @param status of HTTP, 400 to 599
     * @param detail the sentence for the administrator
     */
    public static ScimException of(int status, String detail) {
        return new ScimException(status, Optional.empty(), detail);
    }

    /** {@return the HTTP status, 400 to 599} */
    public int status() {
        return status;
    }

    /** {@return the registered keyword, if one applies} */
    public Optional<ScimType> scimType() {
        return scimType;
    }

    /** {@return the sentence for the administrator} */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
