package dev.rollcall.oauth;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.TransportException;
import dev.rollcall.directory.access.ConsoleSessions;
import dev.rollcall.directory.access.KeysUnavailableException;
import dev.rollcall.directory.access.OperatorSignInException;
import dev.rollcall.directory.access.OperatorSignIns;
import dev.rollcall.directory.access.SignInAttempt;
import dev.rollcall.directory.client.ConsoleOperator;
import dev.rollcall.setting.SettingValues;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Lets operators in whom the issuer of {@code console.oidc-issuer} has signed in. */
final class OperatorTokens implements OperatorSignIns {
    /** How many attempts are remembered that were used up. */
    static final int MEMORY = 10_000;

    /** How many codes are exchanged at the same time; whoever comes then is asked to come again. */
    static final int EXCHANGES = 8;

    private static final int LONGEST_CODE = 4_096;
    private static final List<String> SCOPES = List.of("openid", "email", "profile");
    private static final String AGAIN = " Begin again at the sign-in page.";

    private final String issuer;
    private final String clientId;
    private final Optional<String> clientSecret;
    private final String scope;
    private final OperatorClaims claims;
    private final GuardedHttp http;
    private final IssuerDocuments documents;
    private final IssuerKeys keys;
    private final Clock clock;
    private final Memory<String, Boolean> used = new Memory<>(MEMORY);
    private final Semaphore exchanges = new Semaphore(EXCHANGES);

    private OperatorTokens(String issuer, String clientId, SettingValues settings, GuardedHttp http, IssuerKeys keys,
            Clock clock, LongSupplier nanos) {
        this.issuer = issuer;
        this.clientId = clientId;
        this.clientSecret = settings.get(OperatorSettings.CLIENT_SECRET);
        List<String> scopes = settings.get(OperatorSettings.SCOPES);
        this.scope = String.join(" ", scopes.isEmpty() ? SCOPES : scopes);
        this.claims = OperatorClaims.of(settings);
        this.http = http;
        this.documents = new IssuerDocuments(issuer, http, nanos);
        this.keys = keys;
        this.clock = clock;
    }

    /** Who lets operators in; empty where no issuer is set. Nothing is fetched yet. */
    static Optional<OperatorSignIns> of(SettingValues settings, GuardedHttp http, IssuerKeys keys, Clock clock,
            LongSupplier nanos) {
        return settings.get(OperatorSettings.ISSUER)
                .flatMap(issuer -> settings.get(OperatorSettings.CLIENT_ID)
                        .map(client -> new OperatorTokens(issuer, client, settings, http, keys, clock, nanos)));
    }

    @Override
    public String issuer() {
        return URI.create(issuer).getHost();
    }

    @Override
    public String proof() {
        return ConsoleSessions.derived("oidc", issuer + ' ' + clientId + ' ' + claims);
    }

    @Override
    public URI begin(SignInAttempt attempt, URI redirect) {
        URI endpoint = documents.get().authorization();
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", clientId);
        query.put("redirect_uri", redirect.toString());
        query.put("scope", scope);
        query.put("state", attempt.state());
        query.put("nonce", attempt.nonce());
        query.put("code_challenge", TokenDigest.inUrl(attempt.codeVerifier()));
        query.put("code_challenge_method", "S256");
        return URI.create(endpoint + (endpoint.getRawQuery() == null ? "?" : "&") + form(query));
    }

    @Override
    public ConsoleOperator finish(SignInAttempt attempt, URI redirect, Returned returned) {
        if (!isSame(attempt.state(), returned.state().orElse(""))) {
            throw OperatorSignInException.notBegun();
        }
        IssuerDocument document = documents.get();
        boolean named = returned.issuer().isPresent() || document.namesItself();
        if (named && returned.issuer().filter(issuer::equals).isEmpty()) {
            throw OperatorSignInException.refused("Another issuer has answered than the one that was asked." + AGAIN);
        }
        if (returned.error().isPresent()) {
            throw OperatorSignInException.refused("The issuer did not sign you in: "
                    + returned.error().get().replaceAll("[^A-Za-z0-9_ -]", "?").strip()
                    + ". Its own log says why; whoever runs it can let you in.");
        }
        String code = returned.code()
                .filter(text -> !text.isEmpty() && text.length() <= LONGEST_CODE)
                .orElseThrow(() -> OperatorSignInException.refused("The issuer has sent no code." + AGAIN));
        if (!use(attempt)) {
            throw OperatorSignInException.refused("This sign-in has been used." + AGAIN);
        }
        return claims.operator(checked(document, attempt, idToken(document, attempt, redirect, code)));
    }

    /** Whether it had not been used up. */
    private synchronized boolean use(SignInAttempt attempt) {
        String state = attempt.state();
        boolean before = used.find(state).isPresent();
        used.put(state, true);
        return !before;
    }

    /** What the issuer gives for the code. */
    private String idToken(IssuerDocument document, SignInAttempt attempt, URI redirect, String code) {
        if (!exchanges.tryAcquire()) {
            throw OperatorSignInException.unavailable("Many people are signing in." + AGAIN);
        }
        try {
            ScimAnswer answer = exchange(document, attempt, redirect, code);
            if (answer.status() != 200) {
                throw OperatorSignInException.refused("The issuer did not take the code, answering " + answer.status()
                        + ". If that lasts, compare console.oidc-client-id, console.oidc-client-secret and the redirect URI"
                        + " with what the issuer has." + AGAIN);
            }
            Object token = JSONObjectUtils.parse(new String(answer.body(), StandardCharsets.UTF_8)).get("id_token");
            if (token instanceof String text) {
                return text;
            }
            throw OperatorSignInException
                    .refused("The issuer has sent no ID token. Have console.oidc-scopes name openid.");
        } catch (TransportException | ParseException e) {
            throw OperatorSignInException
                    .unavailable("The issuer's token endpoint cannot be used now. " + e.getMessage()
                            + AGAIN);
        } finally {
            exchanges.release();
        }
    }

    private ScimAnswer exchange(IssuerDocument document, SignInAttempt attempt, URI redirect, String code) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", redirect.toString());
        form.put("code_verifier", attempt.codeVerifier());
        boolean inHeader = clientSecret.isPresent() && document.takesBasic();
        if (!inHeader) {
            form.put("client_id", clientId);
            clientSecret.ifPresent(secret -> form.put("client_secret", secret));
        }
        return http.post(document.token(), inHeader ? List.of(basic(clientSecret.orElseThrow())) : List.of(),
                form(form));
    }

    /** The token, which the issuer has signed for this attempt. */
    private SignedToken checked(IssuerDocument document, SignInAttempt attempt, String text) {
        SignedToken token = SignedToken.parse(text)
                .filter(read -> read.type().map("jwt"::equals).orElse(true))
                .orElseThrow(() -> bad("is not signed with RS, PS or ES. Have the issuer sign it so."));
        if (!token.has("iss", issuer)) {
            throw bad("is of another issuer.");
        }
        if (!token.audience().equals(Optional.of(clientId))
                || token.text("azp").filter(party -> !party.equals(clientId)).isPresent()) {
            throw bad("is for another client.");
        }
        if (!isSame(attempt.nonce(), token.text("nonce").orElse(""))) {
            throw bad("was not made for this sign-in.");
        }
        if (token.expiresAt().filter(end -> clock.instant().isBefore(end.plus(ClientAssertions.LEEWAY))).isEmpty()
                || token.isEarly(clock.instant(), ClientAssertions.LEEWAY)) {
            throw bad("has expired, or is not valid yet. Check the clocks of the issuer and of this service.");
        }
        try {
            if (keys.find(document.keySet(), token.keyId()).stream().noneMatch(token::isSignedBy)) {
                throw bad("is signed by none of its keys.");
            }
        } catch (KeysUnavailableException e) {
            throw OperatorSignInException.unavailable(e.getMessage() + AGAIN);
        }
        return token;
    }

    private static OperatorSignInException bad(String what) {
        return OperatorSignInException.refused("The ID token that the issuer has sent " + what + AGAIN);
    }

    private static boolean isSame(String expected, String shown) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
    }

    private ScimHeader basic(String secret) {
        String pair = encoded(clientId) + ":" + encoded(secret);
        return new ScimHeader("Authorization",
                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet()
                .stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
