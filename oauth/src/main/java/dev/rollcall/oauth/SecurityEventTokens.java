package dev.rollcall.oauth;

import dev.rollcall.directory.stream.SecurityEventTokenSource;

/**
 * Signs Security Event Tokens (RFC 8417) with the key that signs access tokens, so that {@code /.well-known/jwks.json} checks both.
 *
 * <p>Guarantees: the head says {@code secevent+jwt}, so that no such token is taken for an access token. Safe for use by many
 * threads.
 */
final class SecurityEventTokens implements SecurityEventTokenSource {
    /** What a Security Event Token's head says that it is. */
    static final String TYPE = "secevent+jwt";

    private final SigningKeys keys;
    private final TokenNames names;

    SecurityEventTokens(SigningKeys keys, TokenNames names) {
        this.keys = keys;
        this.names = names;
    }

    @Override
    public String issuer() {
        return names.issuer();
    }

    /** @throws KeyFileException when the key file cannot be used, or is not the one that the store is sealed under */
    @Override
    public String token(String claims) {
        return OwnSignature.sign(keys.signer(), TYPE, claims);
    }
}
