package dev.rollcall.outbound.credential;

import dev.rollcall.client.http.ClientCredentials;
import dev.rollcall.client.http.RetryAfter;
import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.http.ScimTransport;
import dev.rollcall.client.http.TransportException;
import dev.rollcall.directory.stream.TargetAccess;
import dev.rollcall.directory.stream.TargetSecrets;
import dev.rollcall.outbound.delivery.UnusableStreamException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a target is shown to let us in.
 *
 * <p>A token of client credentials is asked for once and kept until a minute before its end; while one thread asks, the others wait
 * for what it gets, at most one answer's time-out. Safe for use by many threads.
 */
public final class TargetTokens {
    /** A token is asked for anew so long before its end. */
    static final Duration MARGIN = Duration.ofSeconds(60);
    /** How long a token is used whose endpoint does not say how long it lasts. */
    private static final Duration UNSAID = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofDays(1);
    /** Errors that say nothing of the client. */
    private static final Set<String> PASSING = Set.of("temporarily_unavailable", "slow_down", "server_error");
    private static final String AUTHORIZATION = "Authorization";
    /** An answer with a token has a few members; what has more than these tokens is none. */
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxTokenCount(1_000).build())
            .build()).build();

    private final TargetAccess access;
    private final TargetSecrets secrets;
    private final Optional<ScimTransport> endpoint;
    private final Optional<AssertionSource> assertions;
    private final Clock clock;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable Token token;

    private record Token(String text, Instant until) {
        @Override
        public String toString() {
            return "Token[redacted]";
        }
    }

    /**
     * The credentials of one stream.
     *
     * @param endpoint reaches {@link #endpoint(TargetAccess)}; empty when there is none
     * @param assertions for a client that shows a signed token instead of a secret
     * @throws UnusableStreamException when a secret is missing
     */
    public TargetTokens(TargetAccess access, TargetSecrets secrets, Optional<ScimTransport> endpoint,
            Optional<AssertionSource> assertions, Clock clock) {
        this.access = access;
        this.secrets = secrets;
        this.endpoint = endpoint;
        this.assertions = assertions;
        this.clock = clock;
        boolean signed = access instanceof TargetAccess.ClientCredentials client && client.ownKey();
        if (signed && assertions.isEmpty()) {
            throw new UnusableStreamException(
                    "The stream's client signs with Rollcall's own key, and there is none here; set a"
                            + " client_secret instead.");
        }
        if (!signed && !(access instanceof TargetAccess.None) && secrets.credential().isEmpty()) {
            throw new UnusableStreamException("The stream has no secret for its authorization; set it again.");
        }
    }

    /** Where tokens are asked for. */
    public static Optional<ClientCredentials> endpoint(TargetAccess access) {
        return access instanceof TargetAccess.ClientCredentials client
                ? Optional.of(new ClientCredentials(
                        client.tokenUrl(), client.clientId(), client.scope(), client.audience()))
                : Optional.empty();
    }

    /** Whether {@link #renew} can make a difference. */
    public boolean renewable() {
        return access instanceof TargetAccess.ClientCredentials;
    }

    /** Whether {@link #header} has to ask for a token first. */
    public boolean mustAsk() {
        return renewable() && current().isEmpty();
    }

    /**
     * The header that lets us in; empty when the target asks for nothing.
     *
     * @throws TokenRefusedException when there is no token to be had
     * @throws TransportException when the token endpoint does not answer
     */
    public Optional<ScimHeader> header() {
        return switch (access) {
            case TargetAccess.None _ -> Optional.empty();
            case TargetAccess.Bearer _ -> Optional.of(new ScimHeader(AUTHORIZATION, "Bearer " + secret()));
            case TargetAccess.Basic basic -> Optional.of(new ScimHeader(AUTHORIZATION, "Basic " + basic(basic)));
            case TargetAccess.Header header -> Optional.of(new ScimHeader(header.name(), secret()));
            case TargetAccess.ClientCredentials _ ->
                Optional.of(new ScimHeader(AUTHORIZATION, "Bearer " + token()));
        };
    }

    /**
     * Asks for another token than the one that was refused, unless somebody has done so meanwhile.
     *
     * @param refused the value of the header that the target did not take
     */
    public void renew(String refused) {
        Token now = token;
        if (now != null && refused.equals("Bearer " + now.text())) {
            token = null;
        }
    }

    /** Every text that must not be seen: the secrets of the stream, and the token in use. */
    public List<String> hidden() {
        Token now = token;
        List<String> texts = new ArrayList<>();
        secrets.credential().ifPresent(texts::add);
        secrets.clientKey().ifPresent(texts::add);
        if (access instanceof TargetAccess.Basic basic) {
            texts.add(basic(basic));
        }
        if (now != null) {
            texts.add(now.text());
        }
        return texts;
    }

    private String basic(TargetAccess.Basic basic) {
        return Base64.getEncoder()
                .encodeToString((basic.username() + ":" + secret()).getBytes(StandardCharsets.UTF_8));
    }

    private String secret() {
        return secrets.credential().orElseThrow();
    }

    private Optional<Token> current() {
        return Optional.ofNullable(token).filter(known -> clock.instant().isBefore(known.until().minus(MARGIN)));
    }

    private String token() {
        Optional<Token> known = current();
        if (known.isPresent()) {
            return known.get().text();
        }
        asking.lock();
        try {
            Token fresh = current().orElseGet(this::ask);
            token = fresh;
            return fresh.text();
        } finally {
            asking.unlock();
        }
    }

    private Token ask() {
        ClientCredentials client = endpoint(access).orElseThrow();
        Instant now = clock.instant();
        ScimAnswer answer = endpoint.orElseThrow().send(request(client, now));
        JsonNode body = body(answer);
        String text = body.path("access_token").asString("");
        if (answer.status() != 200 || text.isEmpty()) {
            throw refused(answer, body, now);
        }
        long seconds = body.path("expires_in").asLong(UNSAID.plus(MARGIN).toSeconds());
        return new Token(text, now.plusSeconds(Math.clamp(seconds, 0, LONGEST.toSeconds())));
    }

    private ScimRequest request(ClientCredentials client, Instant now) {
        boolean signed = ((TargetAccess.ClientCredentials) access).ownKey();
        return signed
                ? client.withAssertion(assertions.orElseThrow()
                        .assertion(
                                client.clientId(), client.tokenUrl().toString(), now))
                : client.withSecret(secret());
    }

    private static TokenRefusedException refused(ScimAnswer answer, JsonNode body, Instant now) {
        String error = body.path("error").asString("");
        // A 403 without a word of OAuth is of something that stands before the endpoint.
        boolean credential = answer.status() == 401
                || (answer.status() == 403 || answer.status() == 400) && !error.isEmpty() && !PASSING.contains(error);
        String said = error.matches("[a-z_]{1,64}") ? " (" + error + ")" : "";
        return new TokenRefusedException(
                "No access token was issued: the token endpoint answered " + answer.status() + said
                        + ". Check the token URL, the client id and the secret.",
                credential, RetryAfter.of(answer, now));
    }

    private static JsonNode body(ScimAnswer answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException e) {
            // The status is told; what is no JSON says nothing more.
            return JSON.missingNode();
        }
    }

    @Override
    public String toString() {
        return "TargetTokens[redacted]";
    }
}
