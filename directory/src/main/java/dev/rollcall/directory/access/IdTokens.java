package dev.rollcall.directory.access;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.identity.SignedIn;

/** Tells by an ID token (OpenID Connect) who has just signed in to the product. Safe for use by many threads. */
@FunctionalInterface
public interface IdTokens {
    /**
     * Who has signed in, and when.
     *
     * @param idToken the text of the token, of any length and form
     * @throws DirectoryException when it is not good, or nobody's ID tokens are trusted; the message says why and what to do
     * @throws KeysUnavailableException when the keys of its issuer cannot be had now
     */
    SignedIn signedIn(String idToken);

    /** Trusts nobody's. */
    static IdTokens none() {
        return idToken -> {
            throw new DirectoryException(Kind.INVALID,
                    "Nobody's ID tokens are trusted here, so \"link_with\" cannot be checked. Send provider and user_id"
                            + " instead, or have the operator set oauth.id-token-issuer and oauth.id-token-audiences.");
        };
    }
}
