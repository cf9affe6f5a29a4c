package dev.rollcall.directory.client;

/**
 * Issues access tokens to clients, and publishes the keys by which anybody can check them.
 *
 * <p>Guarantees: an unknown client and a wrong secret are answered alike. Nothing that is refused has an effect. Safe for use by
 * many threads; may block.
 */
public interface AuthorizationServer {

    /** What all its tokens name as their issuer: the same whoever asks, and under whatever address. */
    String issuer();

    /** A token, or why there is none. */
    TokenAnswer token(TokenRequest request);

    /** The public keys of all tokens that may still be valid, as a JSON Web Key Set. */
    String keySet();
}
