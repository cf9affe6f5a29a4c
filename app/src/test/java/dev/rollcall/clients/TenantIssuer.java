package dev.rollcall.clients;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.rollcall.directory.client.EntraTrust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;

/** One tenant of Entra's issuer of access tokens, with keys at the tenant's address. */
final class TenantIssuer implements AutoCloseable {
    static final String TENANT = "ce5f061f-abe6-4e40-9615-301f87bcb7f0";

    private final HttpServer server;
    private final ECKey key;

    TenantIssuer() throws IOException, JOSEException {
        key = new ECKeyGenerator(Curve.P_256).keyID("tenant").generate();
        byte[] keys = new JWKSet(key.toPublicJWK()).toString(true).getBytes(StandardCharsets.UTF_8);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/" + TENANT + "/discovery/v2.0/keys", exchange -> {
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        server.start();
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What a service is set to that knows it. */
    Map<String, String> environment() {
        return Map.of("ROLLCALL_OAUTH_ENTRA_AUTHORITY", url(), "ROLLCALL_OAUTH_ALLOWED_NETWORKS", "127.0.0.0/8");
    }

    /** An access token for a custom application whose secret token is left blank, with these claims besides. */
    String token(Map<String, ?> claims) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder all = new JWTClaimsSet.Builder()
                .issuer(url() + "/" + TENANT + "/v2.0")
                .audience(EntraTrust.CUSTOM_APPLICATION)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(3_600)))
                .claim("tid", TENANT)
                .claim("azp", EntraTrust.PROVISIONING_SERVICE);
        claims.forEach(all::claim);
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID())
                .build(), all.build());
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
