package dev.rollcall.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.access.KeysUnavailableException;
import dev.rollcall.directory.client.ManagementAdmission.Admitted;
import dev.rollcall.directory.client.ManagementAdmission.Refused;
import dev.rollcall.directory.identity.SignedIn;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.setting.SettingException;
import dev.rollcall.setting.SettingValues;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tokens of the issuer that signs people in to the product. */
class PersonTokensTest {
    private static final UserId ADA = UserId.parse("waad|acme|X-1").orElseThrow();
    private static final String API = "https://rollcall.example/api/v2/";

    private TestIssuer issuer;
    private SettingValues settings;
    private OAuthHouse house;

    @BeforeEach
    void open(@TempDir Path folder) {
        issuer = new TestIssuer();
        settings = SettingValues.defaults()
                .with(IdTokenSettings.ISSUER, Optional.of(issuer.url() + "/"))
                .with(IdTokenSettings.AUDIENCES, List.of("web", "mobile"));
        house = house(folder, settings);
    }

    @AfterEach
    void close() {
        issuer.close();
        house.close();
    }

    @Test
    void anIdTokenSaysWhoHasSignedIn() {
        assertThat(userId(claims -> claims)).isEqualTo(ADA);
        assertThat(userId(claims -> claims.audience("mobile").claim("azp", "mobile").claim("nonce", "n")))
                .isEqualTo(ADA);
        assertThat(userId(claims -> claims.subject("samlp|globex|a|b"))).hasToString("samlp|globex|a|b");
        String again = idToken(claims -> claims);
        assertThat(house.oauth.idTokens().signedIn(again).userId())
                .isEqualTo(house.oauth.idTokens().signedIn(again).userId());
        assertThat(issuer.fetches()).isEqualTo(1);
    }

    @Test
    void anIdTokenIsRefusedWhenAnythingIsWrong() throws Exception {
        Map<String, String> early = new LinkedHashMap<>();
        early.put("no ID token", "x");
        early.put("no ID token ", new PlainJWT(claims(new JWTClaimsSet.Builder()).build()).serialize());
        early.put("no ID token  ", symmetric());
        early.put("no ID token   ", TestIssuer.sign(issuer.key(), "at+jwt", this::claims));
        early.put("no ID token    ", TestIssuer.sign(issuer.key(), "logout+jwt", this::claims));
        early.put("no ID token     ", "eyJ" + "A".repeat(100_000));
        early.put("its iss", idToken(claims -> claims.issuer("https://elsewhere.example/")));
        early.put("its iss is", idToken(claims -> claims.issuer(issuer.url().toString())));
        early.put("its iss ", idToken(claims -> claims.issuer(null)));
        early.put("its aud", idToken(claims -> claims.audience("other")));
        early.put("its aud is", idToken(claims -> claims.audience(List.of("web", "other"))));
        early.put("its aud ", idToken(claims -> claims.audience((String) null)));
        early.put("azp", idToken(claims -> claims.claim("azp", "other")));
        early.forEach(this::refused);
        assertThat(issuer.fetches()).as("nothing is fetched for what is not meant for us").isZero();

        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("no key of", TestIssuer.sign(TestIssuer.key("first"), "JWT", this::claims));
        bad.put("no key ", TestIssuer.sign(TestIssuer.key("unknown"), "JWT", this::claims));
        bad.put("expired", idToken(claims -> claims.expirationTime(at(-60))));
        bad.put("no exp", idToken(claims -> claims.expirationTime(null)));
        bad.put("oauth.id-token-age", idToken(claims -> claims.issueTime(at(-661))));
        bad.put("no iat", idToken(claims -> claims.issueTime(null)));
        bad.put("not valid yet", idToken(claims -> claims.issueTime(at(61))));
        bad.put("not valid", idToken(claims -> claims.notBeforeTime(at(61))));
        bad.put("its claim sub", idToken(claims -> claims.subject("auth0|42")));
        bad.put("claim sub", idToken(claims -> claims.subject(null)));
        bad.forEach(this::refused);
        assertThat(userId(claims -> claims.issueTime(at(-660)).expirationTime(at(-59)))).isEqualTo(ADA);
    }

    @Test
    void howOldATokenMayBeIsASetting(@TempDir Path folder) {
        try (OAuthHouse strict = house(folder, settings.with(IdTokenSettings.AGE, Duration.ofSeconds(30)))) {
            assertThat(strict.oauth.idTokens().signedIn(idToken(claims -> claims.issueTime(at(-90)))).userId())
                    .isEqualTo(ADA);
            assertThatExceptionOfType(DirectoryException.class)
                    .isThrownBy(() -> strict.oauth.idTokens()
                            .signedIn(idToken(claims -> claims.issueTime(at(-91))))
                            .userId())
                    .withMessageContaining("30 seconds");
        }
    }

    @Test
    void theUserIdMayBeInAnotherClaimAndTheKeysElsewhere(@TempDir Path folder) {
        try (OAuthHouse other = house(folder,
                settings.with(IdTokenSettings.ISSUER, Optional.of("http://inside.example"))
                        .with(IdTokenSettings.USER_CLAIM, "rollcall_user")
                        .with(IdTokenSettings.KEYS, Optional.of(URI.create(issuer.url() + "/certs"))))) {
            assertThat(other.oauth.idTokens()
                    .signedIn(idToken(claims -> claims.issuer("http://inside.example")
                            .subject("42")
                            .claim("rollcall_user", ADA.toString())))
                    .userId())
                    .isEqualTo(ADA);
        }
    }

    @Test
    void withoutAnIssuerNobodyIsBelieved(@TempDir Path folder) {
        try (OAuthHouse none = new OAuthHouse(folder)) {
            assertThatExceptionOfType(DirectoryException.class)
                    .isThrownBy(() -> none.oauth.idTokens().signedIn(idToken(claims -> claims)).userId())
                    .withMessageContaining("oauth.id-token-issuer");
            assertThat(none.oauth.management().authenticate(accessToken(claims -> claims))).isInstanceOf(Refused.class);
        }
    }

    @Test
    void anIssuerWithoutClientsOrOverAnUnsafeWayIsRefusedAtTheStart() {
        for (SettingValues values : List.of(
                SettingValues.defaults().with(IdTokenSettings.ISSUER, Optional.of("https://login.example")),
                SettingValues.defaults().with(IdTokenSettings.AUDIENCES, List.of("web")),
                settings.with(IdTokenSettings.ISSUER, Optional.of("http://login.example")))) {
            assertThatExceptionOfType(SettingException.class)
                    .isThrownBy(() -> IdTokenSettings.SETTINGS.check(values))
                    .withMessageContaining("oauth.id-token-issuer");
        }
        IdTokenSettings.SETTINGS.check(SettingValues.defaults());
        IdTokenSettings.SETTINGS.check(settings);
    }

    @Test
    void whileTheIssuerCannotBeReachedItIsSaidToTryAgain() {
        issuer.answer(500);
        assertThatExceptionOfType(KeysUnavailableException.class)
                .isThrownBy(() -> userId(claims -> claims))
                .withMessageContaining("cannot be had now");
    }

    @Test
    void anAccessTokenOfAPersonIsForTheOwnIdentities() {
        assertThat(house.oauth.management().authenticate(accessToken(claims -> claims)))
                .isInstanceOfSatisfying(Admitted.class, admitted -> {
                    assertThat(admitted.caller().person().map(SignedIn::userId)).contains(ADA);
                    assertThat(admitted.caller().scopes()).containsExactly("update:current_user_identities");
                    assertThat(admitted.caller().clientId()).isEqualTo("people of acme");
                });
        String both = accessToken(claims -> claims.audience(List.of(API, issuer.url() + "/userinfo")));
        assertThat(house.oauth.management().remembers(both)).isFalse();
        assertThat(house.oauth.management().authenticate(both)).isInstanceOf(Admitted.class);
        assertThat(house.oauth.management().remembers(both)).isTrue();
    }

    @Test
    void anAccessTokenOfAPersonIsRefusedWhenAnythingIsWrong() {
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("its aud", accessToken(claims -> claims.audience("web")));
        bad.put("its aud ", idToken(claims -> claims));
        bad.put("update:current_user_identities", accessToken(claims -> claims.claim("scope", "update:users openid")));
        bad.put("no key", TestIssuer.sign(TestIssuer.key("first"), "at+jwt", this::accessClaims));
        bad.put("expired", accessToken(claims -> claims.expirationTime(at(-60))));
        bad.put("not valid yet", accessToken(claims -> claims.notBeforeTime(at(61))));
        bad.put("no access token", TestIssuer.sign(issuer.key(), "logout+jwt", this::accessClaims));
        bad.put("Invalid token", new PlainJWT(accessClaims(new JWTClaimsSet.Builder()).build()).serialize());
        bad.put("Invalid signature", accessToken(claims -> claims.issuer("https://elsewhere.example")));
        bad.put("its claim sub", accessToken(claims -> claims.subject("42")));
        bad.put("no iat", accessToken(claims -> claims.issueTime(null)));
        bad.forEach((what, token) -> {
            assertThat(house.oauth.management().authenticate(token)).as(what)
                    .isInstanceOfSatisfying(Refused.class,
                            refused -> assertThat(refused.message()).contains(what.strip()).matches("[A-Z].*\\..*"));
            assertThat(house.oauth.management().remembers(token)).as(what).isFalse();
        });
    }

    private static OAuthHouse house(Path folder, SettingValues settings) {
        return new OAuthHouse(folder, settings, Optional.of(URI.create("https://rollcall.example")));
    }

    private void refused(String what, String idToken) {
        assertThatExceptionOfType(DirectoryException.class).as(what)
                .isThrownBy(() -> house.oauth.idTokens().signedIn(idToken).userId())
                .withMessageContaining(what.strip())
                .matches(e -> e.kind() == DirectoryException.Kind.INVALID);
    }

    private UserId userId(UnaryOperator<JWTClaimsSet.Builder> change) {
        return house.oauth.idTokens().signedIn(idToken(change)).userId();
    }

    private String idToken(UnaryOperator<JWTClaimsSet.Builder> change) {
        return issuer.sign(claims -> change.apply(claims(claims)));
    }

    private JWTClaimsSet.Builder claims(JWTClaimsSet.Builder claims) {
        return claims.issuer(issuer.url() + "/")
                .subject(ADA.toString())
                .audience("web")
                .issueTime(at(0))
                .expirationTime(at(36_000));
    }

    private String accessToken(UnaryOperator<JWTClaimsSet.Builder> change) {
        return TestIssuer.sign(issuer.key(), "at+jwt", claims -> change.apply(accessClaims(claims)));
    }

    private JWTClaimsSet.Builder accessClaims(JWTClaimsSet.Builder claims) {
        return claims(claims).audience(API).claim("scope", "openid update:current_user_identities");
    }

    private String symmetric() throws JOSEException {
        SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(),
                claims(new JWTClaimsSet.Builder()).build());
        jwt.sign(new MACSigner(issuer.key().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
        return jwt.serialize();
    }

    private Date at(int seconds) {
        return Date.from(SettableClock.START.plusSeconds(seconds));
    }
}
