package dev.rollcall.oauth;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.rollcall.directory.client.ClientDraft;
import dev.rollcall.directory.client.ClientId;
import dev.rollcall.directory.client.Federation;
import dev.rollcall.directory.client.TokenAnswer;
import dev.rollcall.directory.client.TokenAnswer.Granted;
import dev.rollcall.directory.client.TokenAnswer.Refused;
import dev.rollcall.directory.client.TokenRequest;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.setting.SettingValues;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Clients that show by assertions that it is them: signed by themselves, or by an issuer whom they name. */
class ClientAssertionsTest {
    private static final String ISSUER = "https://login.microsoftonline.com/ce5f061f-abe6-4e40-9615-301f87bcb7f0/v2.0";

    private final ECKey key = TestIssuer.key("own");
    private OAuthHouse house;
    private TestIssuer issuer;
    private ClientId own;
    private ClientId federated;
    private ConnectionId connection;

    @BeforeEach
    void open(@TempDir Path folder) {
        house = new OAuthHouse(folder, SettingValues.defaults().with(OAuthSettings.USED_ASSERTIONS, 10),
                Optional.empty());
        issuer = new TestIssuer();
        own = house.clients.create(ClientDraft.management("b", Set.of("read:users"))
                .withKeySet(PublicKeySet.parse(new JWKSet(key).toString(false)).json())).client().id();
        connection = house.connection("acme");
        federated = house.clients.create(ClientDraft.of(connection, "Entra", Set.of("get:users"))
                .withFederation(new Federation(ISSUER, "api://app/.default", "workload",
                        URI.create(issuer.url() + "/keys"))))
                .client()
                .id();
    }

    @AfterEach
    void close() {
        issuer.close();
        house.close();
    }

    @Test
    void aClientThatSignsItselfIsKnownByItsIdOrByTheAssertionAlone() {
        assertThat(house.clients.find(own).orElseThrow().keySet().orElseThrow()).doesNotContain("\"d\"");
        assertThat(house.assertion(Optional.of(own.value()), own(claims -> claims))).isInstanceOf(Granted.class);
        assertThat(house.assertion(Optional.empty(), own(claims -> claims))).isInstanceOf(Granted.class);
        assertThat(house.assertion(Optional.empty(), own(claims -> claims.audience(OAuthHouse.BASE + "/oauth/token"))))
                .isInstanceOf(Granted.class);
    }

    @Test
    void whatAClientSignsIsRefusedWhenAnythingIsWrong() {
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("another audience", own(claims -> claims.audience("https://elsewhere.example/")));
        bad.put("two audiences", own(claims -> claims.audience(List.of(OAuthHouse.BASE + "/", "https://x.example"))));
        bad.put("no audience", own(claims -> claims.audience((String) null)));
        bad.put("another issuer", own(claims -> claims.issuer("somebody")));
        bad.put("another subject", own(claims -> claims.subject("cli_0000000000000000")));
        bad.put("expired", own(claims -> claims.expirationTime(Date.from(now().minusSeconds(61)))));
        bad.put("without a time", own(claims -> claims.expirationTime(null)));
        bad.put("too long a life", own(claims -> claims.expirationTime(Date.from(now().plusSeconds(662)))));
        bad.put("not yet", own(claims -> claims.notBeforeTime(Date.from(now().plusSeconds(61)))));
        bad.put("without an id", own(claims -> claims.jwtID(null)));
        bad.put("an access token", TestIssuer.sign(key, "at+jwt", this::ownClaims));
        bad.put("another key", TestIssuer.sign(TestIssuer.key("own"), "JWT", this::ownClaims));
        bad.put("alg none", new PlainJWT(ownClaims(new JWTClaimsSet.Builder()).build()).serialize());
        bad.put("nothing", "x");
        bad.forEach((what, assertion) -> {
            Refused refused = OAuthHouse.refused(house.assertion(Optional.of(own.value()), assertion));
            assertThat(refused.status()).as(what).isEqualTo(401);
            assertThat(refused.error()).as(what).isEqualTo("invalid_client");
        });
    }

    @Test
    void anAssertionIsGoodOnce() {
        String assertion = own(claims -> claims);
        assertThat(house.assertion(Optional.of(own.value()), assertion)).isInstanceOf(Granted.class);
        assertThat(OAuthHouse.refused(house.assertion(Optional.of(own.value()), assertion)).description())
                .contains("used before");
    }

    @Test
    void aClientThatUsesTooManyIsToldToKeepItsToken() {
        for (int i = 0; i < 10; i++) {
            assertThat(house.assertion(Optional.of(own.value()), own(claims -> claims))).isInstanceOf(Granted.class);
        }
        assertThat(OAuthHouse.refused(house.assertion(Optional.of(own.value()), own(claims -> claims))).description())
                .contains("keep an access token");
        house.clock.advance(Duration.ofMinutes(10));
        assertThat(house.assertion(Optional.of(own.value()), own(claims -> claims))).isInstanceOf(Granted.class);
    }

    @Test
    void aWorkloadIdentityGetsATokenForItsConnection() {
        Granted granted = OAuthHouse.granted(
                house.assertion(Optional.of(federated.value()), issuer.sign(this::entraClaims)));
        assertThat(granted.scope()).isEqualTo("get:users");
        assertThat(granted.expiresIn()).isEqualTo(3_600);
        assertThat(house.authenticator.authenticate(connection.value(), granted.accessToken())).isPresent();
        house.clock.advance(Duration.ofSeconds(1));
        assertThat(house.assertion(Optional.of(federated.value()), issuer.sign(this::entraClaims)))
                .isInstanceOf(Granted.class);
        assertThat(issuer.fetches()).isEqualTo(1);
    }

    @Test
    void anAssertionOfAnIssuerIsGoodOnceByItsIdByEntrasIdOrByAllThatIsSigned() {
        Map<String, Change> ids = Map.of("jti", claims -> claims.jwtID("id"),
                "uti", claims -> claims.claim("uti", "entra's id"),
                "none", claims -> claims);
        ids.forEach((what, id) -> {
            String once = issuer.sign(claims -> id.of(entraClaims(claims)));
            assertThat(house.assertion(Optional.of(federated.value()), once)).as(what).isInstanceOf(Granted.class);
            assertThat(OAuthHouse.refused(house.assertion(Optional.of(federated.value()), once)).description()).as(what)
                    .contains("used before");
        });
        assertThat(OAuthHouse.refused(house.assertion(Optional.of(federated.value()),
                issuer.sign(claims -> entraClaims(claims).claim("uti", "entra's id")))).description())
                .as("signed anew under the same id")
                .contains("used before");
    }

    /** A signature can be written in many ways, and of ECDSA there are two for each. */
    @Test
    void anAssertionWithoutAnIdIsGoodOnceHoweverItsSignatureIsWritten() throws Exception {
        String once = issuer.sign(this::entraClaims);
        assertThat(house.assertion(Optional.of(federated.value()), once)).isInstanceOf(Granted.class);
        int dot = once.lastIndexOf('.') + 1;
        byte[] signature = Base64.getUrlDecoder().decode(once.substring(dot));
        BigInteger order = Curve.P_256.toECParameterSpec().getOrder();
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
        byte[] other = signature.clone();
        Arrays.fill(other, 32, 64, (byte) 0);
        byte[] negated = order.subtract(s).toByteArray();
        int length = Math.min(32, negated.length);
        System.arraycopy(negated, negated.length - length, other, 64 - length, length);
        for (String again : List.of(once + "=", once + "==",
                once.substring(0, dot + 5) + "\n" + once.substring(dot + 5),
                once.substring(0, dot) + Base64.getUrlEncoder().withoutPadding().encodeToString(other))) {
            assertThat(house.assertion(Optional.of(federated.value()), again)).as(again).isInstanceOf(Refused.class);
        }
    }

    @Test
    void anAssertionOfAnIssuerLivesTwoHoursAtMost() {
        assertThat(house.assertion(Optional.of(federated.value()), issuer.sign(claims -> entraClaims(claims)
                .expirationTime(Date.from(now().plusSeconds(7_260)))))).isInstanceOf(Granted.class);
        assertThat(
                OAuthHouse.refused(house.assertion(Optional.of(federated.value()),
                        issuer.sign(claims -> entraClaims(claims)
                                .expirationTime(Date.from(now().plusSeconds(7_261))))))
                        .description())
                .contains("120 minutes");
    }

    @Test
    void whereTheOperatorSaysSoAnAssertionOfAnIssuerIsGoodUntilItExpires(@TempDir Path folder) {
        try (OAuthHouse lenient = new OAuthHouse(folder, SettingValues.defaults()
                .with(OAuthSettings.ASSERTION_REUSE, AssertionReuse.UNTIL_EXPIRY), Optional.empty())) {
            ClientId client = lenient.clients
                    .create(ClientDraft.of(lenient.connection("acme"), "Entra", Set.of("get:users"))
                            .withFederation(new Federation(ISSUER, "api://app", "workload",
                                    URI.create(issuer.url() + "/keys"))))
                    .client()
                    .id();
            String assertion = issuer.sign(this::entraClaims);
            assertThat(lenient.assertion(Optional.of(client.value()), assertion)).isInstanceOf(Granted.class);
            assertThat(lenient.assertion(Optional.of(client.value()), assertion)).isInstanceOf(Granted.class);
            ClientId signs = lenient.clients.create(ClientDraft.management("b", Set.of("read:users"))
                    .withKeySet(PublicKeySet.parse(new JWKSet(key).toString(false)).json())).client().id();
            String own = own(claims -> claims.issuer(signs.value()).subject(signs.value()));
            assertThat(lenient.assertion(Optional.of(signs.value()), own)).isInstanceOf(Granted.class);
            assertThat(lenient.assertion(Optional.of(signs.value()), own)).isInstanceOf(Refused.class);
        }
    }

    @Test
    void anAssertionForAnotherServiceIsRefusedWhateverTheRequestCallsThisOne() {
        String meant = own(claims -> claims.audience("https://other.example/oauth/token"));
        assertThat(OAuthHouse.refused(ask(house, own.value(), meant, "https://other.example")).status()).isEqualTo(401);
        String https = own(claims -> claims.audience(OAuthHouse.BASE.replace("http:", "https:") + "/"));
        assertThat(OAuthHouse.refused(ask(house, own.value(), https, OAuthHouse.BASE)).status()).isEqualTo(401);
        String right = own(claims -> claims);
        assertThat(ask(house, own.value(), right, "https://other.example")).isInstanceOf(Granted.class);
    }

    @Test
    void theOperatorsNamesOfTheServiceAreAudiences(@TempDir Path folder) {
        try (OAuthHouse named = new OAuthHouse(folder, SettingValues.defaults()
                .with(OAuthSettings.AUDIENCES, List.of("listed.example:8443")),
                Optional.of(URI.create("https://rollcall.example/below/")))) {
            ClientId client = named.clients.create(ClientDraft.management("b", Set.of("read:users"))
                    .withKeySet(PublicKeySet.parse(new JWKSet(key).toString(false)).json())).client().id();
            Map<String, Boolean> audiences = Map.of("https://rollcall.example/below/", true,
                    "https://rollcall.example/below/oauth/token", true, "https://listed.example:8443/", true,
                    "https://rollcall.example/", false, OAuthHouse.BASE + "/", false, "https://listed.example/", false);
            audiences.forEach((audience, good) -> assertThat(ask(named, client.value(),
                    own(claims -> claims.issuer(client.value()).subject(client.value()).audience(audience)),
                    OAuthHouse.BASE)).as(audience).isInstanceOf(good ? Granted.class : Refused.class));
        }
    }

    @Test
    void beforeAnythingIsProvenOneClientIsAnsweredLikeAnother() {
        ClientId secret = house.clients.create(ClientDraft.management("c", Set.of("read:users"))).client().id();
        String nobody = TestIssuer.sign(TestIssuer.key("own"), "JWT", this::ownClaims);
        List<TokenAnswer> answers = List.of(
                house.assertion(Optional.of("cli_0000000000000000"), nobody),
                house.assertion(Optional.of("nobody"), nobody),
                house.assertion(Optional.of(secret.value()), nobody),
                house.assertion(Optional.of(own.value()), nobody),
                house.assertion(Optional.of(own.value()), "x"),
                house.assertion(Optional.of(own.value()), TestIssuer.sign(TestIssuer.key("own"), "JWT",
                        claims -> ownClaims(claims).audience("https://elsewhere.example"))),
                house.assertion(Optional.of(federated.value()), nobody),
                house.assertion(Optional.of(federated.value()),
                        issuer.sign(claims -> entraClaims(claims).subject("x"))),
                house.assertion(Optional.of(federated.value()),
                        issuer.sign(claims -> entraClaims(claims).audience("x"))),
                house.assertion(Optional.of(federated.value()), TestIssuer.sign(key, "JWT", this::entraClaims)),
                house.ask(secret.value(), "sec_x.y", Optional.empty(), Optional.empty()));
        assertThat(answers).allMatch(answers.getFirst()::equals);
        assertThat(OAuthHouse.refused(house.assertion(Optional.of(own.value()),
                own(claims -> claims.audience("https://elsewhere.example")))).description())
                .as("whoever has the key is told")
                .contains("public-url");
    }

    @Test
    void whatAnIssuerSignsIsRefusedWhenAnythingIsWrong() {
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("another issuer", issuer.sign(claims -> entraClaims(claims).issuer("https://elsewhere.example")));
        bad.put("an issuer that begins alike", issuer.sign(claims -> entraClaims(claims).issuer(ISSUER + "/")));
        bad.put("another audience", issuer.sign(claims -> entraClaims(claims).audience("api://other")));
        bad.put("another subject", issuer.sign(claims -> entraClaims(claims).subject("other")));
        bad.put("expired", issuer.sign(claims -> entraClaims(claims)
                .expirationTime(Date.from(now().minusSeconds(61)))));
        bad.put("another key", TestIssuer.sign(TestIssuer.key("first"), "JWT", this::entraClaims));
        bad.put("an unknown key", TestIssuer.sign(TestIssuer.key("unknown"), "JWT", this::entraClaims));
        bad.put("signed by a client", TestIssuer.sign(key, "JWT", this::entraClaims));
        bad.put("alg none", new PlainJWT(entraClaims(new JWTClaimsSet.Builder()).build()).serialize());
        bad.forEach((what, assertion) -> assertThat(
                OAuthHouse.refused(house.assertion(Optional.of(federated.value()), assertion)).status()).as(what)
                .isEqualTo(401));
        assertThat(issuer.fetches()).as("for claims that are wrong nothing is fetched, and unknown keys cost one fetch")
                .isEqualTo(1);
        assertThat(house.assertion(Optional.of(federated.value()), issuer.sign(this::entraClaims)))
                .isInstanceOf(Granted.class);
    }

    @Test
    void aSecretAndAnAssertionAreNotTakenForEachOther() {
        assertThat(house.assertion(Optional.of(own.value()), issuer.sign(this::entraClaims)))
                .isInstanceOf(Refused.class);
        assertThat(house.assertion(Optional.of(federated.value()), own(claims -> claims))).isInstanceOf(Refused.class);
        ClientId secret = house.clients.create(ClientDraft.management("c", Set.of("read:users"))).client().id();
        assertThat(house.assertion(Optional.of(secret.value()),
                own(claims -> claims.issuer(secret.value()).subject(secret.value())))).isInstanceOf(Refused.class);
        assertThat(house.assertion(Optional.of("cli_0000000000000000"), own(claims -> claims)))
                .isInstanceOf(Refused.class);
    }

    @Test
    void whileTheIssuerCannotBeReachedTheClientIsToldToTryAgain() {
        issuer.answer(500);
        Refused refused = OAuthHouse.refused(
                house.assertion(Optional.of(federated.value()), issuer.sign(this::entraClaims)));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.description()).contains("cannot be had now")
                .doesNotContain("500", issuer.url().getHost(), ISSUER);
        issuer.answer(200);
        house.clock.advance(IssuerKeys.AGAIN);
        assertThat(house.assertion(Optional.of(federated.value()), issuer.sign(this::entraClaims)))
                .isInstanceOf(Granted.class);
    }

    private static TokenAnswer ask(OAuthHouse house, String client, String assertion, String baseUrl) {
        return house.oauth.authorizationServer()
                .token(new TokenRequest(Optional.of("client_credentials"), Optional.of(client), Optional.empty(),
                        Optional.of(ClientAssertions.TYPE), Optional.of(assertion), Optional.empty(), Optional.empty(),
                        baseUrl));
    }

    private interface Change {
        JWTClaimsSet.Builder of(JWTClaimsSet.Builder claims);
    }

    private String own(Change change) {
        return TestIssuer.sign(key, "JWT", claims -> change.of(ownClaims(claims)));
    }

    private JWTClaimsSet.Builder ownClaims(JWTClaimsSet.Builder claims) {
        return claims.issuer(own.value())
                .subject(own.value())
                .audience(OAuthHouse.BASE + "/")
                .jwtID(UUID.randomUUID().toString())
                .expirationTime(Date.from(now().plusSeconds(180)));
    }

    /** As Entra's are, with 65 minutes to live. */
    private JWTClaimsSet.Builder entraClaims(JWTClaimsSet.Builder claims) {
        return claims.issuer(ISSUER)
                .subject("workload")
                .audience("api://app")
                .issueTime(Date.from(now()))
                .notBeforeTime(Date.from(now()))
                .expirationTime(Date.from(now().plusSeconds(3_900)));
    }

    private Instant now() {
        return house.clock.instant();
    }
}
