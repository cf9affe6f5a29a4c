package dev.rollcall.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.rollcall.directory.client.ClientDraft;
import dev.rollcall.directory.client.ManagementAdmission;
import dev.rollcall.directory.client.ManagementAdmission.Admitted;
import dev.rollcall.directory.client.ManagementAdmission.Refused;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.client.NewClient;
import dev.rollcall.directory.connection.ConnectionId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Every kind of token that is not good is refused, by the management API and by a connection alike. */
class BadTokensTest {
    private OAuthHouse house;
    private NewClient client;
    private ConnectionId connection;
    private NewClient scimClient;
    private ECKey signer;

    @BeforeEach
    void open(@TempDir Path folder) {
        house = new OAuthHouse(folder);
        client = house.clients.create(ClientDraft.management("backend", ManagementScope.words()));
        connection = house.connection("acme");
        scimClient = house.clients.create(ClientDraft.of(connection, "Entra", Set.of("get:users")));
        signer = new SigningKeys(house.storage, house.keyFile, house.clock).signer();
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void aGoodTokenIsGood() {
        ManagementAdmission admission = house.oauth.management().authenticate(token(client));
        assertThat(admission).isInstanceOfSatisfying(Admitted.class, admitted -> {
            assertThat(admitted.caller().clientId()).isEqualTo(client.client().id().value());
            assertThat(admitted.caller().scopes()).isEqualTo(ManagementScope.words());
            assertThat(admitted.caller().actor().id()).contains(client.client().id().value());
        });
        assertThat(house.authenticator.authenticate(connection.value(), token(scimClient))).isPresent();
        assertThat(house.oauth.management().authenticate(OAuthHouse.ADMIN_TOKEN)).isInstanceOf(Admitted.class);
        // The tokens that this test makes by itself are good when nothing is wrong with them.
        assertThat(house.oauth.management().authenticate(TestIssuer.sign(signer, "at+jwt", this::claims)))
                .isInstanceOf(Admitted.class);
    }

    @Test
    void theManagementApiRefusesWhatIsNotGood() {
        Map<String, String> bad = bad();
        bad.put("of a connection's client", token(scimClient));
        bad.put("almost the administrator's", OAuthHouse.ADMIN_TOKEN + "0");
        bad.forEach((what, token) -> assertThat(house.oauth.management().authenticate(token)).as(what)
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.message()).as(what)
                        .matches("[A-Z].*\\..*")
                        .doesNotContain(token.isEmpty() ? "\0" : token)));
        assertThat(sentence(bad.get("expired"))).startsWith("Expired token received for JSON Web Token validation");
        assertThat(sentence(bad.get("signed by another key")))
                .startsWith("Invalid signature received for JSON Web Token validation");
        assertThat(sentence(bad.get("of a connection's client"))).startsWith("Bad audience");
    }

    @Test
    @DisplayName("9068-01 a connection refuses every access token that is not good")
    void aConnectionRefusesWhatIsNotGood() {
        Map<String, String> bad = bad();
        bad.put("of the management API", token(client));
        bad.put("of another connection", token(house.clients.create(
                ClientDraft.of(house.connection("other"), "Entra", Set.of("get:users")))));
        bad.put("the administrator's", OAuthHouse.ADMIN_TOKEN);
        bad.forEach((what, token) -> assertThat(house.authenticator.authenticate(connection.value(), token)).as(what)
                .isEmpty());
    }

    @Test
    void aTokenEndsWithItsTimeItsClientAndItsScopes() {
        String token = token(client);
        house.clock.advance(Duration.ofHours(24).minusSeconds(1));
        assertThat(house.oauth.management().authenticate(token)).isInstanceOf(Admitted.class);
        house.clock.advance(Duration.ofSeconds(1));
        assertThat(sentence(token)).startsWith("Expired token");

        String next = token(client);
        String scim = token(scimClient);
        assertThat(house.oauth.management().authenticate(next)).isInstanceOf(Admitted.class);
        assertThat(house.authenticator.authenticate(connection.value(), scim)).isPresent();
        house.clients.delete(client.client().id());
        house.clients.delete(scimClient.client().id());
        house.clock.advance(KnownClients.STALENESS);
        assertThat(house.oauth.management().authenticate(next)).isInstanceOf(Refused.class);
        assertThat(house.authenticator.authenticate(connection.value(), scim)).isEmpty();
    }

    private Map<String, String> bad() {
        String good = token(client);
        String[] parts = good.split("\\.", -1);
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("none", "");
        bad.put("no token at all", "x");
        bad.put("many dots", ".".repeat(100_000));
        bad.put("a huge one", "eyJ" + "A".repeat(100_000));
        bad.put("expired", TestIssuer.sign(signer, "at+jwt", claims -> claims(claims)
                .expirationTime(Date.from(SettableClock.START))));
        bad.put("without a time", TestIssuer.sign(signer, "at+jwt", claims -> claims(claims).expirationTime(null)));
        bad.put("of another audience", TestIssuer.sign(signer, "at+jwt", claims -> claims(claims)
                .audience("https://elsewhere.example/api/v2/")));
        bad.put("of two audiences", TestIssuer.sign(signer, "at+jwt", claims -> claims(claims)
                .audience(List.of("urn:rollcall:management", "https://elsewhere.example"))));
        bad.put("of another issuer", TestIssuer.sign(signer, "at+jwt", claims -> claims(claims)
                .issuer("https://elsewhere.example/")));
        bad.put("of another type", TestIssuer.sign(signer, "JWT", this::claims));
        bad.put("signed by another key", TestIssuer.sign(TestIssuer.key("other"), "at+jwt", this::claims));
        bad.put("signed by another key of the same name",
                TestIssuer.sign(TestIssuer.key(signer.getKeyID()), "at+jwt", this::claims));
        bad.put("alg none", new PlainJWT(claims(new JWTClaimsSet.Builder()).build()).serialize());
        bad.put("alg none with a signature", encoded("{\"alg\":\"none\",\"typ\":\"at+jwt\",\"kid\":\""
                + signer.getKeyID() + "\"}") + "." + parts[1] + "." + parts[2]);
        bad.put("HS256 with the public key", symmetric());
        bad.put("of no client", TestIssuer.sign(signer, "at+jwt", claims -> claims(claims)
                .claim("client_id", "cli_0000000000000000")));
        bad.put("with more scopes", parts[0] + "." + encoded(new String(Base64.getUrlDecoder().decode(parts[1]),
                StandardCharsets.UTF_8).replace("\"scope\":\"", "\"scope\":\"all:things ")) + "." + parts[2]);
        bad.put("without its signature", parts[0] + "." + parts[1] + ".");
        bad.put("cut", good.substring(0, good.length() - 2));
        return bad;
    }

    private String symmetric() {
        SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(signer.getKeyID())
                .build(), claims(new JWTClaimsSet.Builder()).build());
        try {
            jwt.sign(new MACSigner(signer.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }

    private JWTClaimsSet.Builder claims(JWTClaimsSet.Builder claims) {
        return claims.issuer("urn:rollcall")
                .subject("a test")
                .audience("urn:rollcall:management")
                .expirationTime(Date.from(SettableClock.START.plusSeconds(3_600)))
                .claim("client_id", client.client().id().value())
                .claim("scope", "read:users");
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private String token(NewClient of) {
        return OAuthHouse.granted(house.ask(of, Optional.empty(), Optional.empty())).accessToken();
    }

    private String sentence(String token) {
        return house.oauth.management().authenticate(token) instanceof Refused refused ? refused.message() : "";
    }
}
