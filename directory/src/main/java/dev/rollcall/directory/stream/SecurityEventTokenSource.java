package dev.rollcall.directory.stream;

/** Signs Security Event Tokens (RFC 8417). */
public interface SecurityEventTokenSource {
    /** Whom the tokens name as their issuer, in the claim {@code iss}. */
    String issuer();

    /**
     * A signed token.
     *
     * @param claims all of them, a JSON object
     */
    String token(String claims);
}
