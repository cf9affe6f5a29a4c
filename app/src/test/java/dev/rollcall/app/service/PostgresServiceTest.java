package dev.rollcall.app.service;

import dev.rollcall.app.CommandRun;
import dev.rollcall.app.PostgresServer;
import dev.rollcall.app.ScimClient;
import dev.rollcall.app.setting.SettingSources;
import dev.rollcall.app.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The service and the commands on a real PostgreSQL, named by the settings. */
class PostgresServiceTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void twoServersAndTheCommandsShareOneDatabase() throws Exception {
        Map<String, String> environment = environment();
        try (RollcallService first = serve(environment); RollcallService second = serve(environment)) {
            CommandRun made = CommandRun.of(
                    folder, environment, "connection", "create", "--name", "acme", "--strategy", "waad", "--print",
                    "id");
            assertThat(made.code()).as(made.err()).isZero();
            String token = CommandRun.of(
                    folder, environment, "token", "create", "acme", "--scopes", "all", "--print", "token")
                    .out()
                    .strip();
            String path = "/scim/v2/connections/" + made.out().strip();
            String id = new ScimClient(first.url() + path, token).createUser("ada@acme.example");
            assertThat(new ScimClient(second.url() + path, token).send("GET", "/Users/" + id).statusCode())
                    .isEqualTo(200);
        }
        assertThat(CommandRun.of(folder, environment, "log", "acme", "--json").json()).hasSize(2);
        assertThat(folder.resolve("data/rollcall.db")).doesNotExist();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("rollcall: storing with postgresql\n");
    }

    @Test
    void accessTokensNeedAKeyFileThatAllNodesShare() throws Exception {
        Map<String, String> environment = environment();
        try (RollcallService first = serve(environment); RollcallService second = serve(environment)) {
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("there is no key file", "rollcall key create");
            assertThat(folder.resolve("data/key-file.json")).doesNotExist();
            assertThat(token(first).statusCode()).isEqualTo(503);
            CommandRun made = CommandRun.of(folder, environment, "key", "create");
            assertThat(made.code()).as(made.err()).isZero();
            assertThat(token(first).statusCode()).isEqualTo(200);
            assertThat(token(second).statusCode()).isEqualTo(200);
            assertThat(CommandRun.of(folder, environment, "key", "list", "--json").json()).hasSize(1);
        }
    }

    /** What the client of the first start is answered when it asks for a token. */
    private HttpResponse<String> token(RollcallService service) throws Exception {
        String client = Files.readString(folder.resolve("data/bootstrap-client.json"));
        String body = client.replaceFirst("\\{", "{\"grant_type\":\"client_credentials\",")
                .replaceAll("\"audience\" : [^,]*,", "");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(service.url() + "/oauth/token"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aDatabaseThatIsNotThereIsAFailureInOneSentence() {
        Map<String, String> environment = Map.of("ROLLCALL_DATABASE_URL",
                "jdbc:postgresql://127.0.0.1:1/none?user=u&password=geheim");
        CommandRun run = CommandRun.of(folder, environment, "connection", "list");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("rollcall: ").doesNotContain("\tat ").doesNotContain("geheim");
    }

    private Map<String, String> environment() {
        return Map.of(
                "ROLLCALL_PORT", "0",
                "ROLLCALL_DATABASE_URL", PostgresServer.newDatabase().replaceFirst("\\?.*", ""),
                "ROLLCALL_DATABASE_USER", "postgres",
                "ROLLCALL_DATABASE_PASSWORD", "not needed, but & and + are escaped");
    }

    private RollcallService serve(Map<String, String> environment) {
        PrintStream printed = new PrintStream(err, true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(printed, printed, environment, folder, Clock.systemUTC());
        return RollcallService.start(
                new SettingSources(Map.of(), Optional.empty(), environment, folder).read(), terminal);
    }
}
