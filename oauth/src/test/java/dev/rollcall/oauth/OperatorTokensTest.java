package dev.rollcall.oauth;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.rollcall.client.address.AddressBlock;
import dev.rollcall.client.address.AddressGuard;
import dev.rollcall.directory.access.OperatorSignInException;
import dev.rollcall.directory.access.OperatorSignIns;
import dev.rollcall.directory.access.OperatorSignIns.Returned;
import dev.rollcall.directory.access.SignInAttempt;
import dev.rollcall.directory.client.ConsoleOperator;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.client.OperatorRole;
import dev.rollcall.oauth.testing.SignInIssuer;
import dev.rollcall.setting.SettingException;
import dev.rollcall.setting.SettingValues;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Operators who come from the company's own issuer: who is let in, as what, and what makes it fail. */
class OperatorTokensTest {
    private static final URI BACK = URI.create("https://rollcall.example/console/sign-in/oidc/callback");
    private static final Random RANDOM = new Random(20260301);
    private static final SignInAttempt ATTEMPT = attempt();

    private SignInIssuer issuer;
    private SettingValues settings;
    private final SettableClock clock = new SettableClock();
    private Optional<OperatorSignIns> operators = Optional.empty();

    @BeforeEach
    void open() {
        issuer = new SignInIssuer("127.0.0.1");
        settings = SettingValues.defaults()
                .with(OperatorSettings.ISSUER, Optional.of(issuer.url()))
                .with(OperatorSettings.CLIENT_ID, Optional.of(SignInIssuer.CLIENT))
                .with(OperatorSettings.CLIENT_SECRET, Optional.of(SignInIssuer.SECRET));
        reopen(settings);
        says(set -> set.claim("email", "ada@acme.example").claim("roles", "owner"));
    }

    @AfterEach
    void close() {
        issuer.close();
    }

    @Test
    void whoTheIssuerHasSignedInIsLetIn() {
        URI out = operators().begin(ATTEMPT, BACK);
        Map<String, String> query = query(out);
        assertThat(out.toString()).startsWith(issuer.url() + "/authorize?");
        assertThat(query).containsEntry("response_type", "code")
                .containsEntry("client_id", SignInIssuer.CLIENT)
                .containsEntry("redirect_uri", BACK.toString())
                .containsEntry("scope", "openid email profile")
                .containsEntry("code_challenge_method", "S256");
        assertThat(query.get("state")).hasSize(64).isNotEqualTo(query.get("nonce"));
        assertThat(out.toString()).as("the secret stays in the browser").doesNotContain(ATTEMPT.text());
        assertThat(finish(ATTEMPT, issuer.visit(out))).isEqualTo(
                new ConsoleOperator("ada@acme.example", OperatorRole.OWNER));
        assertThat(issuer.documents()).as("it is asked about itself once").isEqualTo(1);
    }

    @Test
    void theRoleIsWhatTheClaimSays() {
        assertThat(role(set -> set.claim("roles", "operator"))).isEqualTo(OperatorRole.OPERATOR);
        assertThat(role(set -> set.claim("roles", List.of("x", "viewer")))).isEqualTo(OperatorRole.VIEWER);
        assertThat(role(set -> set.claim("roles", List.of("viewer", "owner")))).isEqualTo(OperatorRole.OWNER);
        for (Object none : List.of("", "Owner", "owners", List.of("a"), 7, Map.of("owner", true))) {
            refused(set -> set.claim("roles", none), "roles");
        }
        refused(set -> set.claim("roles", null), "roles is missing");

        reopen(settings.with(OperatorSettings.ROLE_CLAIM, "realm_access.roles")
                .with(OperatorSettings.OPERATORS, List.of("8f3c", "platform")));
        assertThat(role(set -> set.claim("realm_access", Map.of("roles", List.of("platform")))))
                .isEqualTo(OperatorRole.OPERATOR);
        assertThat(role(set -> set.claim("realm_access.roles", "owner"))).as("a claim of that very name")
                .isEqualTo(OperatorRole.OWNER);
        refused(set -> set.claim("realm_access", Map.of("roles", "operator")), "says nothing that counts here");
        refused(set -> set.claim("realm_access", "platform"), "is missing");
    }

    @Test
    void aRoleMayDoWhatItsNameSays() {
        assertThat(OperatorRole.OWNER.scopes()).isEqualTo(ManagementScope.words());
        assertThat(OperatorRole.OPERATOR.scopes()).contains("update:event_deliveries", "delete:users",
                "delete:scim_token", "read:clients")
                .doesNotContain("create:clients", "update:clients", "delete:clients", "delete:connections");
        assertThat(OperatorRole.VIEWER.scopes()).isNotEmpty().allMatch(word -> word.startsWith("read:"));
    }

    @Test
    void theNameIsOneThatCanBeSeenAndIsProven() {
        assertThat(name(set -> set.claim("email", "eve@acme.example").claim("email_verified", false)))
                .isEqualTo("00u1");
        assertThat(name(set -> set.claim("email", "eve@acme.example").claim("email_verified", "false")))
                .isEqualTo("00u1");
        assertThat(name(set -> set.claim("email", "ada@acme.example").claim("email_verified", true)))
                .isEqualTo("ada@acme.example");
        for (String odd : List.of(" ", "a\u202eb", "a\u001b[31m", "x".repeat(ConsoleOperator.LONGEST + 1))) {
            assertThat(name(set -> set.claim("email", odd))).isEqualTo("00u1");
        }
        refused(set -> set.claim("email", 7).subject(null), "names nobody");
        reopen(settings.with(OperatorSettings.NAME_CLAIM, "preferred_username"));
        assertThat(name(set -> set.claim("preferred_username", "ada"))).isEqualTo("ada");
    }

    @Test
    void whatTheIssuerHasNotSignedForThisAttemptIsRefused() {
        Map<String, UnaryOperator<JWTClaimsSet.Builder>> wrong = new LinkedHashMap<>();
        wrong.put("another issuer", set -> set.issuer("https://elsewhere.example"));
        wrong.put("another client", set -> set.audience("other"));
        wrong.put("another client.", set -> set.audience(List.of(SignInIssuer.CLIENT, "other")));
        wrong.put("is for another client", set -> set.claim("azp", "other"));
        wrong.put("not made for this sign-in", set -> set.claim("nonce", "other"));
        wrong.put("was not made for this sign-in", set -> set.claim("nonce", null));
        wrong.put("has expired", set -> set.expirationTime(at(-61)));
        wrong.put("expired", set -> set.expirationTime(null));
        wrong.put("not valid yet", set -> set.notBeforeTime(at(61)));
        wrong.forEach((sentence, change) -> refused(change, sentence));
        issuer.signsWith(SignInIssuer.key("first"));
        refused(set -> set, "signed by none of its keys");
        issuer.signsWith(SignInIssuer.key("other"));
        refused(set -> set, "signed by none of its keys");
        issuer.signsWith(issuer.key());
        assertThat(role(set -> set)).isEqualTo(OperatorRole.OWNER);
    }

    @Test
    void onlyTheBrowserThatWentOutComesBackAndOnce() {
        SignInAttempt other = attempt();
        URI back = issuer.visit(operators().begin(ATTEMPT, BACK));
        refused(other, back, "not begun in this browser");
        refused(ATTEMPT, URI.create(BACK + "?code=x"), "not begun in this browser");
        assertThat(issuer.issued()).as("nothing is asked of the issuer for them").isZero();
        URI elsewhere = issuer.visit(operators().begin(other, BACK));
        Returned mixed = new Returned(returned(elsewhere).code(), returned(back).state(), returned(back).issuer(),
                Optional.empty());
        assertThatExceptionOfType(OperatorSignInException.class).as("a code of another attempt, by its verifier")
                .isThrownBy(() -> operators().finish(ATTEMPT, BACK, mixed))
                .withMessageContaining("answering 400");
        refused(ATTEMPT, back, "has been used");

        SignInAttempt third = attempt();
        URI twice = issuer.visit(operators().begin(third, BACK));
        assertThat(finish(third, twice).role()).isEqualTo(OperatorRole.OWNER);
        refused(third, twice, "has been used");
        assertThat(issuer.issued()).isEqualTo(1);
    }

    @Test
    void anotherIssuersAnswerIsRefusedAndSoIsAnError() {
        Returned good = returned(issuer.visit(operators().begin(ATTEMPT, BACK)));
        for (Optional<String> from : List.of(Optional.of("https://evil.example"), Optional.<String>empty())) {
            assertThatThrownBy(() -> operators().finish(ATTEMPT, BACK,
                    new Returned(good.code(), good.state(), from, Optional.empty())))
                    .hasMessageContaining("Another issuer");
        }
        assertThatThrownBy(() -> operators().finish(ATTEMPT, BACK,
                new Returned(Optional.empty(), good.state(), good.issuer(), Optional.of("access_denied<b>\u202e"))))
                .hasMessageContaining("access_denied?b??")
                .hasMessageNotContaining("<");
        assertThatThrownBy(() -> operators().finish(ATTEMPT, BACK,
                new Returned(Optional.empty(), good.state(), good.issuer(), Optional.empty())))
                .hasMessageContaining("no code");
        assertThat(good.toString()).doesNotContain(good.code().orElseThrow());
        assertThat(operators().finish(ATTEMPT, BACK, good).role()).as("none of these has used it up")
                .isEqualTo(OperatorRole.OWNER);
    }

    @Test
    void theSecretGoesWhereTheIssuerWantsIt() {
        issuer.publishes(fields -> {
            fields.put("token_endpoint_auth_methods_supported", List.of("client_secret_post"));
            fields.remove("authorization_response_iss_parameter_supported");
            return fields;
        });
        assertThat(role(set -> set)).isEqualTo(OperatorRole.OWNER);
        reopen(settings.with(OperatorSettings.CLIENT_SECRET, Optional.of("another")));
        refused(set -> set, "console.oidc-client-secret");
    }

    @Test
    void anIssuerThatCannotBeUsedIsAskedAgainOnlyAfterAWhile() {
        issuer.answersWith(503);
        for (int i = 0; i < 5; i++) {
            assertThatExceptionOfType(OperatorSignInException.class)
                    .isThrownBy(() -> operators().begin(ATTEMPT, BACK))
                    .matches(OperatorSignInException::isPassing)
                    .withMessageContaining("cannot be reached now");
        }
        assertThat(issuer.documents()).isEqualTo(1);
        issuer.answersWith(200);
        clock.advance(IssuerDocuments.AGAIN);
        assertThat(operators().begin(ATTEMPT, BACK)).isNotNull();
        assertThat(issuer.documents()).isEqualTo(2);
        issuer.answersWith(503);
        clock.advance(IssuerDocuments.STALE.minus(Duration.ofSeconds(1)));
        assertThat(operators().begin(ATTEMPT, BACK)).as("what is known is good for a day").isNotNull();
        clock.advance(Duration.ofSeconds(2));
        assertThatThrownBy(() -> operators().begin(ATTEMPT, BACK)).hasMessageContaining("cannot be reached now");
    }

    @Test
    void aDocumentOfAnotherIssuerOrWithUnsafeAddressesIsNotUsed() {
        for (Map.Entry<String, Object> wrong : Map.<String, Object>of("issuer", issuer.url() + "/",
                "authorization_endpoint", "http://elsewhere.example/authorize", "token_endpoint",
                "ftp://elsewhere.example/", "jwks_uri", "http://elsewhere.example/keys").entrySet()) {
            issuer.publishes(fields -> {
                fields.put(wrong.getKey(), wrong.getValue());
                return fields;
            });
            reopen(settings);
            assertThatThrownBy(() -> operators().begin(ATTEMPT, BACK)).as(wrong.getKey())
                    .hasMessageContaining("cannot be reached now");
        }
    }

    @Test
    void anIssuerAtAnAddressThatIsNotAllowedIsNotAsked() {
        GuardedHttp strict = new GuardedHttp(AddressGuard.publicAnd(List.of()), Optional.empty());
        OperatorSignIns guarded = OperatorTokens.of(settings, strict,
                new IssuerKeys(new GuardedKeySource(strict), clock::nanos), clock, clock::nanos).orElseThrow();
        assertThatThrownBy(() -> guarded.begin(ATTEMPT, BACK)).hasMessageContaining("cannot be reached now");
        assertThat(issuer.documents()).isZero();
    }

    @Test
    void aSessionIsGoodForTheSettingsThatMadeIt() {
        String proof = operators().proof();
        reopen(settings);
        assertThat(operators().proof()).isEqualTo(proof);
        for (SettingValues other : List.of(settings.with(OperatorSettings.CLIENT_ID, Optional.of("x")),
                settings.with(OperatorSettings.VIEWERS, List.of("x")),
                settings.with(OperatorSettings.ROLE_CLAIM, "x"))) {
            reopen(other);
            assertThat(operators().proof()).isNotEqualTo(proof);
        }
        reopen(SettingValues.defaults());
        assertThat(operators).isEmpty();
    }

    @Test
    void issuerAndClientBelongTogetherAndTheIssuerIsSafe() {
        OperatorSettings.SETTINGS.check(settings);
        for (SettingValues wrong : List.of(settings.with(OperatorSettings.CLIENT_ID, Optional.empty()),
                settings.with(OperatorSettings.ISSUER, Optional.empty()),
                settings.with(OperatorSettings.ISSUER, Optional.of("http://login.example.com")))) {
            assertThatExceptionOfType(SettingException.class)
                    .isThrownBy(() -> OperatorSettings.SETTINGS.check(wrong))
                    .withMessageContaining("console.oidc-issuer");
        }
    }

    private void reopen(SettingValues other) {
        GuardedHttp http = new GuardedHttp(AddressGuard.publicAnd(List.of(AddressBlock.parse("127.0.0.1"))),
                Optional.empty());
        operators = OperatorTokens.of(other, http, new IssuerKeys(new GuardedKeySource(http), clock::nanos), clock,
                clock::nanos);
    }

    private static SignInAttempt attempt() {
        return SignInAttempt.begin(SettableClock.START, RANDOM, "/console");
    }

    private OperatorSignIns operators() {
        return operators.orElseThrow();
    }

    private void says(UnaryOperator<JWTClaimsSet.Builder> set) {
        issuer.says(clock.instant(), set);
    }

    private Date at(long seconds) {
        return Date.from(clock.instant().plusSeconds(seconds));
    }

    /** Whom a whole sign-in lets in. */
    private ConsoleOperator signedIn(UnaryOperator<JWTClaimsSet.Builder> change) {
        says(set -> change.apply(set.claim("email", "ada@acme.example").claim("roles", "owner")));
        SignInAttempt attempt = attempt();
        return finish(attempt, issuer.visit(operators().begin(attempt, BACK)));
    }

    private OperatorRole role(UnaryOperator<JWTClaimsSet.Builder> change) {
        return signedIn(change).role();
    }

    private String name(UnaryOperator<JWTClaimsSet.Builder> change) {
        return signedIn(change).name();
    }

    private void refused(UnaryOperator<JWTClaimsSet.Builder> change, String sentence) {
        assertThatExceptionOfType(OperatorSignInException.class).as(sentence)
                .isThrownBy(() -> signedIn(change))
                .withMessageContaining(sentence)
                .matches(refusal -> !refusal.isPassing());
    }

    private void refused(SignInAttempt attempt, URI back, String sentence) {
        assertThatExceptionOfType(OperatorSignInException.class).isThrownBy(() -> finish(attempt, back))
                .withMessageContaining(sentence);
    }

    private ConsoleOperator finish(SignInAttempt attempt, URI back) {
        return operators().finish(attempt, BACK, returned(back));
    }

    private static Returned returned(URI back) {
        Map<String, String> query = query(back);
        return new Returned(Optional.ofNullable(query.get("code")), Optional.ofNullable(query.get("state")),
                Optional.ofNullable(query.get("iss")), Optional.ofNullable(query.get("error")));
    }

    private static Map<String, String> query(URI url) {
        return Arrays.stream(url.getRawQuery().split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0],
                        pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }
}
