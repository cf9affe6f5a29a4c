package dev.rollcall.oauth;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.rollcall.directory.client.ManagementAdmission.Refused;
import dev.rollcall.setting.SettingValues;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Client assertions, as a token endpoint checks them (RFC 7523 section 3). */
class OwnAssertionsTest {
    private static final String ENDPOINT = "https://login.crm.example/oauth/token";

    @TempDir
    private Path folder;

    @Test
    void itIsSignedNamesTheClientOnceAndIsNoAccessToken() throws Exception {
        try (OAuthHouse house = new OAuthHouse(folder, SettingValues.defaults(),
                Optional.of(URI.create("https://rollcall.example")))) {
            Instant now = house.clock.instant();
            String text = house.oauth.assertions().assertion("crm-client", ENDPOINT, now);
            SignedJWT token = SignedJWT.parse(text);
            ECKey key = PublicKeySet.parse(house.oauth.authorizationServer().keySet())
                    .named(Optional.of(token.getHeader().getKeyID()))
                    .getFirst()
                    .toECKey();
            assertThat(token.verify(new ECDSAVerifier(key))).isTrue();
            assertThat(token.getHeader().getType()).hasToString("client-authentication+jwt");
            JWTClaimsSet claims = token.getJWTClaimsSet();
            assertThat(claims.getIssuer()).isEqualTo("crm-client");
            assertThat(claims.getSubject()).isEqualTo("crm-client");
            assertThat(claims.getAudience()).containsExactly(ENDPOINT);
            assertThat(Duration.between(claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant()))
                    .isEqualTo(Duration.ofMinutes(5));
            assertThat(house.oauth.management().authenticate(text)).isInstanceOf(Refused.class);

            String another = house.oauth.assertions().assertion("crm-client", ENDPOINT, now);
            assertThat(SignedJWT.parse(another).getJWTClaimsSet().getJWTID()).isNotEqualTo(claims.getJWTID());
        }
    }
}
