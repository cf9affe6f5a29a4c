package dev.rollcall.clients;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

/** Who signs people in to a product, as Auth0 does: RS256, and keys at {@code /.well-known/jwks.json}. */
final class SignInIssuer implements AutoCloseable {
    private final HttpServer server;
    private final RSAKey key;

    SignInIssuer() throws IOException, JOSEException {
        key = new RSAKeyGenerator(2048).keyID("signing").generate();
        byte[] keys = new JWKSet(key.toPublicJWK()).toString(true).getBytes(StandardCharsets.UTF_8);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/.well-known/jwks.json", exchange -> {
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        server.start();
    }

    /** The claim {@code iss}. */
    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** What a service is set to that trusts it, for the client {@code web}. */
    Map<String, String> environment() {
        return Map.of("ROLLCALL_OAUTH_ID_TOKEN_ISSUER", issuer(), "ROLLCALL_OAUTH_ID_TOKEN_AUDIENCES", "web",
                "ROLLCALL_OAUTH_ALLOWED_NETWORKS", "127.0.0.0/8");
    }

    /** The ID token of a sign-in that has just been. */
    String idToken(String userId) throws JOSEException {
        return token("web", userId, "");
    }

    /** A token for an audience. */
    String token(String audience, String userId, String scope) throws JOSEException {
        Instant now = Instant.now();
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID())
                .build(),
                new JWTClaimsSet.Builder()
                        .issuer(issuer())
                        .subject(userId)
                        .audience(audience)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(36_000)))
                        .claim("scope", scope)
                        .build());
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
