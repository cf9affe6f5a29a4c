package dev.rollcall.server;

import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.storage.AuditEntry;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.server.option.RequestSettings;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.testing.ManagementClient;
import dev.rollcall.server.testing.ManagementClient.Reply;
import dev.rollcall.server.testing.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What every route of the management API has in common. */
class ManagementFrameTest {
    @TempDir
    private static Path folder;
    private static Service service;
    private static ManagementClient client;

    @BeforeAll
    static void start() {
        service = Service.start(folder, ServerOptions.defaults().with(RequestSettings.BODY, 4_096));
        client = service.manage();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void whoIsNotKnownLearnsNothing() {
        for (Optional<String> token : List.of(Optional.<String>empty(), Optional.of("wrong"))) {
            ManagementClient stranger = client.withToken(token);
            for (Reply reply : List.of(
                    stranger.get("/connections"), stranger.get("/nowhere"), stranger.call("PUT", "/connections", "{}"),
                    stranger.get("/connections?access_token=cli_test%20read:connections"))) {
                reply.error(401);
                assertThat(reply.header("WWW-Authenticate")).hasValueSatisfying(
                        challenge -> assertThat(challenge).startsWith("Bearer"));
            }
        }
    }

    @Test
    void aMissingScopeIsNamedAndNothingIsRead() {
        ManagementClient reader = service.manage("cli_reader", Set.of("read:connections"));
        Reply refused = reader.post("/connections", "{'name':'forbidden','strategy':'waad'}");
        assertThat(refused.error(403, "insufficient_scope")).contains("create:connections");
        assertThat(refused.header("WWW-Authenticate")).hasValueSatisfying(
                challenge -> assertThat(challenge).contains("scope=\"create:connections\""));
        assertThat(client.get("/connections?take=1&name=forbidden").json().path("connections")).isEmpty();
        assertThat(audit().getFirst()).satisfies(row -> {
            assertThat(row.actor().id()).contains("cli_reader");
            assertThat(row.operation()).isEqualTo("POST /connections");
            assertThat(row.status()).isEqualTo(403);
            assertThat(row.change()).isEmpty();
        });
    }

    @Test
    void whatIsNotThereIsSaid() {
        client.get("/nowhere").error(404);
        client.get("").error(404);
        client.get("/connections/con_0000000000nobody").error(404, "inexistent_connection");
        client.get("/connections/x%2Fy").error(404, "inexistent_connection");
        Reply wrongMethod = client.call("PUT", "/connections", "{}");
        wrongMethod.error(405);
        assertThat(wrongMethod.header("Allow")).contains("GET, HEAD, POST");
        client.get("//connections///?take=1").is(200);
    }

    @Test
    void anIdentitysConnectionIsNamedByItsId() {
        service.connect("linked");
        assertThat(client.post("/users/waad%7Clinked%7C1/identities",
                "{'provider':'waad','user_id':'2','connection_id':'linked'}").error(400, "invalid_body"))
                .contains("connection_id");
    }

    @Test
    void aBodyThatCannotBeReadIsRefused() {
        assertThat(client.post("/connections", "{'name':").error(400)).contains("not valid JSON");
        assertThat(client.post("/connections", "[]").error(400)).contains("one JSON object");
        assertThat(client.post("/connections", null).error(400, "invalid_body")).contains("no body");
        assertThat(client.post("/connections", "null").error(400, "invalid_body")).contains("no body");
        client.call("POST", "/connections", "a=1", "Content-Type", "application/x-www-form-urlencoded").error(415);
        assertThat(client.post("/connections", "{'name':'" + "x".repeat(5_000) + "'}").error(413))
                .contains("limits.body");
        assertThat(client.get("/connections?take=%ff").error(400)).contains("percent");
        assertThat(client.get("/connections?take=0").error(400, "invalid_query_string")).contains("from 1 to 100");
    }

    @Test
    void aMissingScopeComesBeforeAQueryThatCannotBeRead() {
        client.get("/connections?take=%ff").error(400);
        client.get("/connections/con_0000000000nobody?other=%ff").error(400);
        service.manage("cli_blind", Set.of("read:logs")).get("/connections?take=%ff").error(403, "insufficient_scope");
    }

    @Test
    void theDescriptionNeedsNoToken() {
        Reply document = client.withToken(Optional.empty()).get("/openapi.json").is(200);
        assertThat(document.json().path("openapi").stringValue()).startsWith("3.1");
        client.call("POST", "/openapi.json", "{}").error(405);
    }

    @Test
    void aClientThatSendsTooMuchIsToldWhenToComeAgain(@TempDir Path other) {
        ServerOptions options = ServerOptions.defaults()
                .with(RequestSettings.MANAGEMENT_RATE_PER_SECOND, Optional.of(1))
                .with(RequestSettings.MANAGEMENT_RATE_BURST, Optional.of(2));
        try (Service limited = Service.start(other, options)) {
            ManagementClient one = limited.manage("cli_one", ManagementScope.words());
            assertThat(one.get("/connections?take=1").is(200).header("X-RateLimit-Remaining")).contains("1");
            one.get("/connections?take=1").is(200);
            limited.manage("cli_odd", ManagementScope.words()).get("/connections?take=%ff").error(400);
            Reply odd = limited.manage("cli_odd", ManagementScope.words()).get("/connections?take=%ff");
            odd.error(400);
            assertThat(odd.header("X-RateLimit-Remaining")).contains("0");
            Reply refused = one.get("/connections?take=1");
            refused.error(429, "too_many_requests");
            assertThat(refused.header("Retry-After")).contains("1");
            assertThat(refused.header("X-RateLimit-Limit")).contains("2");
            assertThat(refused.header("X-RateLimit-Remaining")).contains("0");
            long reset = Long.parseLong(refused.header("X-RateLimit-Reset").orElseThrow());
            assertThat(reset - limited.clock().instant().getEpochSecond()).isBetween(1L, 2L);
            limited.manage("cli_other", ManagementScope.words()).get("/connections?take=1").is(200);
            limited.clock().advance(Duration.ofSeconds(1));
            one.get("/connections?take=1").is(200);
        }
    }

    private static List<AuditEntry> audit() {
        return service.storage().read(Share.HOUSE, session -> session.audit().before("", 100));
    }
}
