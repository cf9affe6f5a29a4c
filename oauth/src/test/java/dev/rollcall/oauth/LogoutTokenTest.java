package dev.rollcall.oauth;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.rollcall.directory.client.ManagementAdmission.Refused;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.setting.SettingValues;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Logout tokens, as whoever receives them checks them (OpenID Connect Back-Channel Logout 1.0 section 2.6). */
class LogoutTokenTest {
    private static final EventId EVENT = new EventId(7, 11, 0);

    @TempDir
    private Path folder;

    @Test
    void itIsSignedNamesThePersonAndIsNoAccessToken() throws Exception {
        try (OAuthHouse house = new OAuthHouse(folder, SettingValues.defaults(),
                Optional.of(URI.create("https://rollcall.example")))) {
            Instant now = house.clock.instant();
            String text = house.oauth.logoutTokens().token("https://app.example/logout", "waad|acme|X-1", EVENT, now);
            SignedJWT token = SignedJWT.parse(text);
            ECKey key = PublicKeySet.parse(house.oauth.authorizationServer().keySet())
                    .named(Optional.of(token.getHeader().getKeyID()))
                    .getFirst()
                    .toECKey();
            assertThat(token.verify(new ECDSAVerifier(key))).isTrue();
            assertThat(token.getHeader().getType()).hasToString("logout+jwt");
            JWTClaimsSet claims = token.getJWTClaimsSet();
            assertThat(claims.getIssuer()).isEqualTo("https://rollcall.example/");
            assertThat(claims.getAudience()).containsExactly("https://app.example/logout");
            assertThat(claims.getSubject()).isEqualTo("waad|acme|X-1");
            assertThat(claims.getJWTID()).isEqualTo(EVENT.text());
            assertThat(claims.getJSONObjectClaim("events"))
                    .isEqualTo(Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
            assertThat(claims.getClaim("nonce")).isNull();
            assertThat(Duration.between(claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant()))
                    .isEqualTo(Duration.ofMinutes(2));
            assertThat(house.oauth.management().authenticate(text)).isInstanceOf(Refused.class);
        }
    }
}
