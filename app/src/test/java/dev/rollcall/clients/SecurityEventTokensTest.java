package dev.rollcall.clients;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.sun.net.httpserver.HttpServer;
import dev.rollcall.app.CommandRun;
import dev.rollcall.app.ScimClient;
import dev.rollcall.app.service.RollcallService;
import dev.rollcall.app.setting.SettingSources;
import dev.rollcall.app.terminal.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A receiver of Security Event Tokens on a library of its own, nimbus, against a service whose keys it fetches over HTTP
 * (requirements 9967-D-01, 9967-2.2-01).
 */
class SecurityEventTokensTest {
    private static final String NOTICE = "urn:ietf:params:scim:event:prov:create:notice";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What came. */
    private record Push(String contentType, String body) {}

    private final List<Push> pushes = new CopyOnWriteArrayList<>();
    private volatile String refusal = "";

    @TempDir
    private Path folder;
    private HttpServer receiver;
    private RollcallService service;
    private ScimClient provider;

    @BeforeEach
    void serve() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/push", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            pushes.add(new Push(exchange.getRequestHeaders().getFirst("Content-Type"), body));
            byte[] answer = refusal.getBytes(StandardCharsets.UTF_8);
            if (answer.length > 0) {
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.getResponseHeaders().add("Content-Language", "en");
            }
            exchange.sendResponseHeaders(answer.length > 0 ? 400 : 202, answer.length > 0 ? answer.length : -1);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        receiver.start();
        Map<String, String> all = Map.of("ROLLCALL_PORT", "0", "ROLLCALL_OUTBOUND_ALLOWED_NETWORKS", "127.0.0.1");
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Terminal terminal = new Terminal(nowhere, nowhere, all, folder, Clock.systemUTC());
        service = RollcallService.start(new SettingSources(Map.of(), Optional.empty(), all, folder).read(), terminal);
        String id = run("connection", "create", "--name", "acme", "--strategy", "waad", "--print", "id").strip();
        provider = new ScimClient(service.url() + "/scim/v2/connections/" + id,
                run("token", "create", "acme", "--scopes", "all", "--print", "token").strip());
        CommandRun made = command("stream", "create", "signals", "--webhook",
                "http://127.0.0.1:" + receiver.getAddress().getPort() + "/push", "--format", "scim-set-notice",
                "--audience", "https://signals.example");
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(made.out()).contains("format           scim-set-notice", "audience         https://signals.example")
                .doesNotContain("secret");
    }

    @AfterEach
    void stop() {
        service.close();
        receiver.stop(0);
    }

    /** As a receiver does it that trusts nothing but the keys that the service publishes. */
    private JWTClaimsSet processed(String token, String audience) throws Exception {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("secevent+jwt")));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256,
                new ImmutableJWKSet<>(JWKSet.load(URI.create(service.url() + "/.well-known/jwks.json").toURL()))));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(audience,
                new JWTClaimsSet.Builder().issuer("urn:rollcall").build(),
                Set.of("iat", "jti", "txn", "sub_id", "events")));
        return processor.process(token, null);
    }

    @Test
    void aReceiverTakesThemAndRefusesWhatWasTamperedWith() throws Exception {
        String ada = provider.createUser("ada@acme.example");
        await(1);
        Push push = pushes.getFirst();
        assertThat(push.contentType()).isEqualTo("application/secevent+jwt");
        JWTClaimsSet claims = processed(push.body(), "https://signals.example");
        assertThat(claims.getIssueTime().toInstant()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(claims.getSubject()).isNull();
        assertThat(claims.getJSONObjectClaim("sub_id")).isEqualTo(Map.of("format", "scim", "uri", "/Users/" + ada));
        assertThat(claims.getJSONObjectClaim("events").keySet()).containsExactly(NOTICE);

        assertThatExceptionOfType(BadJOSEException.class).isThrownBy(() -> processed(push.body(), "another"));
        String[] parts = push.body().split("\\.", -1);
        assertThatExceptionOfType(BadJOSEException.class).isThrownBy(
                () -> processed(parts[0] + "." + parts[1] + "." + (parts[2].startsWith("A") ? "B" : "A")
                        + parts[2].substring(1), "https://signals.example"));
    }

    @Test
    void oneThatIsRefusedIsADeadLetterThatSaysWhyAndComesAgainUnderTheSameId() throws Exception {
        refusal = "{\"err\":\"invalid_issuer\",\"description\":\"Nobody told us of urn:rollcall\"}";
        provider.createUser("ada@acme.example");
        await(1);
        String failed = "";
        for (Instant end = Instant.now().plus(PATIENCE); !failed.contains("invalid_issuer")
                && Instant.now().isBefore(end); Thread.sleep(50)) {
            failed = run("stream", "deliveries", "signals", "--status", "failed", "--json");
        }
        assertThat(failed).contains("HTTP 400 invalid_issuer: Nobody told us of urn:rollcall");

        refusal = "";
        run("stream", "redeliver", "signals");
        await(2);
        JWTClaimsSet first = processed(pushes.getFirst().body(), "https://signals.example");
        JWTClaimsSet second = processed(pushes.getLast().body(), "https://signals.example");
        assertThat(second.getJWTID()).isEqualTo(first.getJWTID());
        assertThat(second.getStringClaim("txn")).isEqualTo(first.getStringClaim("txn"));
        assertThat(second.getJSONObjectClaim("events")).isEqualTo(first.getJSONObjectClaim("events"));
    }

    @Test
    void whatCannotBeToldInThemIsRefusedAndNobodyMakesThemSomethingElse() {
        String hook = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/push";
        assertThat(command("stream", "create", "other", "--webhook", hook, "--format", "scim-set-full", "--events",
                "user.created,connection.deleted").err()).contains("connection.deleted", "cloudevents");
        assertThat(command("stream", "edit", "signals", "--events", "connection.created").err())
                .contains("No Security Event Token");
        assertThat(command("stream", "edit", "signals", "--rotate-secret").err()).contains("rollcall key rotate");
        assertThat(command("stream", "create", "other", "--scim", "https://crm.example/scim", "--format",
                "scim-set-full").err()).contains("--webhook");
        assertThat(command("stream", "create", "other", "--webhook", hook, "--format", "set").err())
                .contains("scim-set-notice");
        JsonNode shown = command("stream", "show", "signals", "--json").json();
        assertThat(shown.path("destination").path("configuration").path("format").asString())
                .isEqualTo("scim-set-notice");
    }

    @Test
    void aTestIsAVerificationThatTellsOfNobody() throws Exception {
        run("stream", "test", "signals", "--event", "user.created");
        await(1);
        assertThat(processed(pushes.getFirst().body(), "https://signals.example").getJSONObjectClaim("events").keySet())
                .containsExactly("https://schemas.openid.net/secevent/ssf/event-type/verification");
    }

    private void await(int count) throws InterruptedException {
        for (Instant end = Instant.now().plus(PATIENCE); pushes.size() < count && Instant.now().isBefore(end);) {
            Thread.sleep(20);
        }
        assertThat(pushes).hasSizeGreaterThanOrEqualTo(count);
    }

    private CommandRun command(String... words) {
        return CommandRun.of(folder, Map.of("ROLLCALL_OUTBOUND_ALLOWED_NETWORKS", "127.0.0.1"), words);
    }

    private String run(String... words) {
        CommandRun run = command(words);
        assertThat(run.code()).as(run.err()).isZero();
        return run.out();
    }
}
