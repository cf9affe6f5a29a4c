package dev.rollcall.oauth;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.access.EntraTrusts;
import dev.rollcall.directory.access.KeysUnavailableException;
import dev.rollcall.directory.client.EntraTrust;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.token.Caller;
import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.setting.SettingValues;
import java.net.URI;
import java.nio.file.Path;
import java.util.Date;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tokens that Entra itself issues, where the secret token is left blank. */
class EntraTokensTest {
    private static final String TENANT = "ce5f061f-abe6-4e40-9615-301f87bcb7f0";
    private static final String OTHER_TENANT = "00000000-abe6-4e40-9615-301f87bcb7f0";

    private OAuthHouse house;
    private TestIssuer entra;
    private EntraTrusts trusts;
    private ConnectionId acme;
    private ConnectionId other;

    @BeforeEach
    void open(@TempDir Path folder) {
        entra = new TestIssuer();
        house = new OAuthHouse(folder, SettingValues.defaults().with(OAuthSettings.ENTRA_AUTHORITY, entra.url()),
                Optional.empty());
        trusts = new EntraTrusts(house.storage, house.clock);
        acme = house.connection("acme");
        other = house.connection("other");
    }

    @AfterEach
    void close() {
        entra.close();
        house.close();
    }

    @Test
    void noConnectionTakesThemUnlessItIsSaid() {
        assertThat(caller(acme, entra.sign(this::claims))).isEmpty();
        assertThat(entra.fetches()).isZero();
        trusts.trust(trust(acme, Optional.empty()));
        pass();
        Caller caller = caller(acme, entra.sign(this::claims)).orElseThrow();
        assertThat(caller.scopes()).containsExactlyInAnyOrder(TokenScope.GET_USERS, TokenScope.POST_USERS);
        assertThat(caller.actor().id()).contains("entra:" + TENANT);
        assertThat(caller(other, entra.sign(this::claims))).isEmpty();
        trusts.distrust(acme);
        pass();
        assertThat(caller(acme, entra.sign(this::claims))).isEmpty();
    }

    @Test
    void oneThatWasGoodIsRemembered() {
        trusts.trust(trust(acme, Optional.empty()));
        String good = entra.sign(this::claims);
        assertThat(house.authenticator.remembers(acme.value(), good)).isFalse();
        assertThat(caller(other, good)).isEmpty();
        assertThat(house.authenticator.remembers(acme.value(), good)).isFalse();
        assertThat(caller(acme, good)).isPresent();
        assertThat(house.authenticator.remembers(acme.value(), good)).isTrue();
    }

    @Test
    void bothVersionsOfTheIssuerAreTheTenants() {
        trusts.trust(trust(acme, Optional.empty()));
        assertThat(caller(acme, entra.sign(claims -> claims(claims).issuer(entra.url() + "/" + TENANT + "/v2.0")
                .claim("appid", null)
                .claim("azp", EntraTrust.PROVISIONING_SERVICE)))).isPresent();
    }

    @Test
    void aNationalCloudHasAnIssuerOfItsOwn() {
        Map<String, String> issuers = Map.of(
                "https://login.microsoftonline.com", "https://sts.windows.net",
                "https://login.microsoftonline.us", "https://sts.windows.net",
                "https://login.partner.microsoftonline.cn", "https://sts.chinacloudapi.cn",
                "https://LOGIN.chinacloudapi.cn", "https://sts.chinacloudapi.cn");
        trusts.trust(trust(acme, Optional.empty()));
        issuers.forEach((authority, issuer) -> {
            EntraTokens cloud = cloud(URI.create(authority), Optional.empty());
            assertThat(cloud.caller(acme.value(), token(issuer))).as(authority).isPresent();
            assertThat(cloud.caller(acme.value(), token("https://sts.other.example"))).as(authority).isEmpty();
            String other = issuer.endsWith(".cn") ? "https://sts.windows.net" : "https://sts.chinacloudapi.cn";
            assertThat(cloud.caller(acme.value(), token(other))).as(authority).isEmpty();
        });
        EntraTokens said = cloud(URI.create("https://login.example"), Optional.of(URI.create("https://sts.example")));
        assertThat(said.caller(acme.value(), token("https://sts.example"))).isPresent();
        assertThat(said.caller(acme.value(), token("https://sts.windows.net"))).isEmpty();
    }

    private SignedToken token(String issuer) {
        return SignedToken.parse(entra.sign(claims -> claims(claims).issuer(issuer + "/" + TENANT + "/")))
                .orElseThrow();
    }

    /** With the keys of the test's issuer, wherever that cloud has them. */
    private EntraTokens cloud(URI authority, Optional<URI> issuer) {
        return new EntraTokens(house.storage,
                new IssuerKeys(uri -> PublicKeySet.parse(entra.keySet()), house.clock::nanos),
                authority, issuer, house.clock);
    }

    @Test
    void aTokenIsRefusedWhenAnythingIsWrong() {
        trusts.trust(trust(acme, Optional.of(new EntraTrust.Pin("oid", "service principal"))));
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("another tenant's issuer", entra.sign(claims -> claims(claims)
                .issuer("https://sts.windows.net/" + OTHER_TENANT + "/")));
        bad.put("another tenant", entra.sign(claims -> claims(claims).claim("tid", OTHER_TENANT)));
        bad.put("no tenant", entra.sign(claims -> claims(claims).claim("tid", null)));
        bad.put("another audience", entra.sign(claims -> claims(claims).audience("https://graph.microsoft.com")));
        bad.put("another application", entra.sign(claims -> claims(claims).claim("appid", "an-application")));
        bad.put("no application", entra.sign(claims -> claims(claims).claim("appid", null)));
        bad.put("another pinned claim", entra.sign(claims -> claims(claims).claim("oid", "another")));
        bad.put("expired", entra.sign(claims -> claims(claims)
                .expirationTime(Date.from(house.clock.instant()))));
        bad.put("another key", TestIssuer.sign(TestIssuer.key("first"), "JWT", this::claims));
        bad.put("an access token of ours", TestIssuer.sign(entra.key(), "at+jwt", this::claims));
        bad.put("alg none", new PlainJWT(claims(new JWTClaimsSet.Builder()).build()).serialize());
        bad.forEach((what, token) -> assertThat(caller(acme, token)).as(what).isEmpty());
        assertThat(caller(acme, entra.sign(this::claims))).isPresent();
    }

    @Test
    void oneTenantIsTrustedTwiceOnlyWhenAClaimTellsThemApart() {
        trusts.trust(trust(acme, Optional.empty()));
        assertThatThrownBy(() -> trusts.trust(trust(other, Optional.empty())))
                .isInstanceOf(DirectoryException.class)
                .hasMessageContaining(acme.value());
        assertThatThrownBy(() -> trusts.trust(trust(other, Optional.of(new EntraTrust.Pin("oid", "1")))))
                .isInstanceOf(DirectoryException.class);
        trusts.trust(trust(acme, Optional.of(new EntraTrust.Pin("oid", "service principal"))));
        assertThatThrownBy(() -> trusts.trust(trust(other, Optional.of(new EntraTrust.Pin("sub", "1")))))
                .isInstanceOf(DirectoryException.class);
        trusts.trust(trust(other, Optional.of(new EntraTrust.Pin("oid", "another"))));
        assertThat(caller(acme, entra.sign(this::claims))).isPresent();
        assertThat(caller(other, entra.sign(this::claims))).isEmpty();
        assertThat(caller(other, entra.sign(claims -> claims(claims).claim("oid", "another")))).isPresent();
    }

    @Test
    void aNewKeyOfEntrasIsFetched() {
        trusts.trust(trust(acme, Optional.empty()));
        assertThat(caller(acme, entra.sign(this::claims))).isPresent();
        entra.rotate("second");
        house.clock.advance(IssuerKeys.AGAIN);
        assertThat(caller(acme, entra.sign(this::claims))).isPresent();
        assertThat(entra.fetches()).isEqualTo(2);
    }

    @Test
    void withoutEntrasKeysNobodyIsToldThatTheTokenIsWrong() {
        trusts.trust(trust(acme, Optional.empty()));
        entra.answer(404);
        assertThatThrownBy(() -> caller(acme, entra.sign(this::claims))).isInstanceOf(KeysUnavailableException.class);
    }

    private void pass() {
        house.clock.advance(EntraTokens.STALENESS);
    }

    private Optional<Caller> caller(ConnectionId connection, String token) {
        return house.authenticator.authenticate(connection.value(), token);
    }

    private EntraTrust trust(ConnectionId connection, Optional<EntraTrust.Pin> pin) {
        return new EntraTrust(connection, TENANT, EntraTrust.CUSTOM_APPLICATION, EntraTrust.PROVISIONING_SERVICE, pin,
                EnumSet.of(TokenScope.GET_USERS, TokenScope.POST_USERS), house.clock.instant(), Optional.empty());
    }

    private JWTClaimsSet.Builder claims(JWTClaimsSet.Builder claims) {
        return claims.issuer("https://sts.windows.net/" + TENANT + "/")
                .audience(EntraTrust.CUSTOM_APPLICATION)
                .claim("tid", TENANT)
                .claim("appid", EntraTrust.PROVISIONING_SERVICE)
                .claim("oid", "service principal")
                .expirationTime(Date.from(house.clock.instant().plusSeconds(3_600)));
    }
}
