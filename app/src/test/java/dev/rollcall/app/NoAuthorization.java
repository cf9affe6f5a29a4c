package dev.rollcall.app;

import dev.rollcall.directory.client.AuthorizationServer;
import dev.rollcall.directory.client.TokenAnswer;
import dev.rollcall.directory.client.TokenRequest;

/** Issues no token to anybody. */
public final class NoAuthorization implements AuthorizationServer {
    @Override
    public TokenAnswer token(TokenRequest request) {
        return new TokenAnswer.Refused(401, "invalid_client", "Nobody is known here.");
    }

    @Override
    public String issuer() {
        return "urn:nobody";
    }

    @Override
    public String keySet() {
        return "{\"keys\":[]}";
    }
}
