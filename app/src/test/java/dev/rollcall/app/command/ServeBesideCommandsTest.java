package dev.rollcall.app.command;

import dev.rollcall.app.CommandRun;
import dev.rollcall.app.ScimClient;
import dev.rollcall.app.service.RollcallService;
import dev.rollcall.app.setting.SettingSources;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.store.testing.MigratedSqlite;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands beside a running server, on the same store. */
class ServeBesideCommandsTest {
    private static final long A_SECOND = 1_000;

    @TempDir
    private Path folder;

    private RollcallService service;

    @BeforeEach
    void serve() {
        PrintStream discarded = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Map<String, String> environment = Map.of("ROLLCALL_PORT", "0");
        Terminal terminal = new Terminal(discarded, discarded, environment, folder, Clock.systemUTC());
        MigratedSqlite.prepare(folder.resolve("data"));
        service = RollcallService.start(
                new SettingSources(Map.of(), Optional.empty(), environment, folder).read(), terminal);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void theEndpointIsThatOfTheRunningServer() {
        ScimClient client = ScimClient.create(folder, "acme");
        assertThat(client.endpoint()).startsWith(service.url() + "/scim/v2/connections/con_");
        service.close();
        CommandRun run = CommandRun.of(folder, "connection", "show", "acme", "--json");
        assertThat(run.json().get("scim_endpoint").stringValue()).startsWith("http://127.0.0.1:8080/");
    }

    @Test
    void aNewTokenIsGoodWithinASecond() throws Exception {
        ScimClient client = ScimClient.create(folder, "acme");
        assertThat(client.send("GET", "/Users?count=1").statusCode()).isEqualTo(200);
        CommandRun second = CommandRun.of(folder, "token", "create", "acme", "--scopes", "get:users", "--print",
                "token");
        ScimClient other = new ScimClient(client.endpoint(), second.out().strip());
        assertThat(other.send("GET", "/Users").statusCode()).isEqualTo(200);
        assertThat(client.send("GET", "/Users").statusCode()).isEqualTo(200);
    }

    @Test
    void aTokenWithoutAScopeIsRefusedByName() throws Exception {
        ScimClient client = ScimClient.create(folder, "acme");
        CommandRun run = CommandRun.of(folder, "token", "create", "acme", "--scopes", "get:users", "--print", "token");
        var refused = new ScimClient(client.endpoint(), run.out().strip()).send("POST", "/Users", "{}");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("post:users");
    }

    @Test
    @DisplayName("7644-7.4-01, 7662-01 a revoked token is refused within a second")
    void aRevokedTokenIsRefusedWithinASecond() throws Exception {
        ScimClient client = ScimClient.create(folder, "acme");
        assertThat(client.send("GET", "/Users").statusCode()).isEqualTo(200);
        String tokenId = client.token().substring(0, client.token().indexOf('.'));
        assertThat(CommandRun.of(folder, "token", "revoke", "acme", tokenId).code()).isZero();
        Thread.sleep(A_SECOND);
        assertThat(client.send("GET", "/Users").statusCode()).isEqualTo(401);
    }

    @Test
    void aDeletedConnectionIsGoneWithinASecondAndItsNameFreeForAnotherStrategy() throws Exception {
        ScimClient client = ScimClient.create(folder, "acme");
        client.createUser("ada@acme.example");
        assertThat(CommandRun.of(folder, "connection", "delete", "acme", "--yes").code()).isZero();
        Thread.sleep(A_SECOND);
        assertThat(client.send("GET", "/Users").statusCode()).isEqualTo(401);
        ScimClient again = ScimClient.create(folder, "acme", "okta");
        assertThat(ScimClient.json(again.send("GET", "/Users")).get("totalResults").intValue()).isZero();
    }

    @Test
    void theLogShowsWhatWasAskedAndWhichTolerancesWereNeeded() throws Exception {
        ScimClient client = ScimClient.create(folder, "acme");
        String id = client.createUser("ada@acme.example");
        assertThat(client.send("PATCH", "/Users/" + id, """
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
             "Operations":[{"op":"Replace","path":"active","value":"False"}]}""").statusCode())
                .isEqualTo(200);
        assertThat(client.send("GET", "/Users/missing").statusCode()).isEqualTo(404);
        service.close();

        JsonNode all = log("--json").json();
        assertThat(all.valueStream().map(row -> row.get("method").stringValue() + " " + row.get("status").intValue()))
                .containsExactly("POST 201", "PATCH 200", "GET 404");
        JsonNode patch = all.get(1);
        assertThat(patch.propertyNames()).containsExactly(
                "id", "client_request_id", "connection_id", "time", "client_address", "method", "path", "status",
                "duration_ms", "token_id",
                "resource_type", "resource_id", "plan", "tolerances", "error", "request_body", "response_body");
        assertThat(patch.get("resource_id").stringValue()).isEqualTo(id);
        assertThat(patch.get("plan").isArray()).isTrue();
        assertThat(patch.get("tolerances").valueStream().map(fired -> fired.get("id").stringValue()))
                .contains("entra.capital-op", "entra.boolean-string");
        assertThat(patch.get("token_id").stringValue()).isEqualTo(client.token().substring(0, 20));

        assertThat(log("--status", "4xx", "--json").json()).hasSize(1);
        assertThat(log("--status", "201", "--json").json()).hasSize(1);
        assertThat(log("--resource", id, "--json").json()).hasSize(2);
        assertThat(log("--limit", "1", "--json").json().get(0).get("status").intValue()).isEqualTo(404);
        assertThat(log().out())
                .contains("  201  POST  ", "  /Users/" + id, "    tolerance entra.boolean-string at ")
                .doesNotContain("/scim/v2");
        assertThat(log("--json").out()).doesNotContain(client.token());
    }

    @Test
    void aTokensLastUseIsShown() throws Exception {
        ScimClient client = ScimClient.create(folder, "acme");
        client.send("GET", "/Users");
        service.close();
        JsonNode token = CommandRun.of(folder, "token", "list", "acme", "--json").json().get(0);
        assertThat(token.get("last_used_at").stringValue()).endsWith("Z");
    }

    private CommandRun log(String... options) {
        String[] arguments = new String[options.length + 2];
        arguments[0] = "log";
        arguments[1] = "acme";
        System.arraycopy(options, 0, arguments, 2, options.length);
        return CommandRun.of(folder, arguments);
    }
}
