package dev.rollcall.directory.token;

/**
 * A token that was just made, with the only copy of its secret text.
 *
 * @param secret {@code tok_…}, a dot and 64 hex digits; to be shown once and then forgotten
 */
public record IssuedToken(ScimToken token, String secret) {
    /** Without the secret, so that no log line can hold it by mistake. */
    @Override
    public String toString() {
        return "IssuedToken[" + token.tokenId() + "]";
    }
}
