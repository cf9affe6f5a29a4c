package dev.rollcall.checked;

import dev.rollcall.app.CommandRun;
import dev.rollcall.app.service.RollcallService;
import dev.rollcall.app.setting.SettingSources;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.store.testing.MigratedSqlite;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The gallery's demands on OAuth, checked on Rollcall by the command. */
class OAuthCheckTest {
    @TempDir
    private Path folder;

    @Test
    void rollcallPassesThem() throws Exception {
        try (RollcallService service = serve()) {
            String endpoint = run("connection create --name acme --strategy waad --print scim_endpoint").out().strip();
            JsonNode client = run("client create Entra --connection acme --scopes all --json").json();
            String id = client.get("client_id").stringValue();
            String secret = client.get("client_secret").stringValue();
            Files.writeString(folder.resolve("secret"), secret + "\n");
            String check = "check " + endpoint + " --token-url " + service.url() + "/oauth/token --client-id " + id
                    + " --client-secret-file secret --json --only ";

            CommandRun run = run(check + "entra.oauth*,entra.probe-users");
            assertThat(run.code()).as(run.out() + run.err()).isZero();
            assertThat(run.json().get("results").size()).isEqualTo(7);
            for (JsonNode result : run.json().get("results")) {
                assertThat(result.get("outcome").stringValue()).as(result.toString()).isEqualTo("passed");
            }
            assertThat(run.out() + run.err()).doesNotContain(secret).doesNotContain("eyJ");

            CommandRun whole = run(check.replace(" --only ", "").strip());
            assertThat(whole.code()).as(whole.err()).isZero();
            assertThat(whole.json().get("results").size()).isGreaterThan(80);
            for (JsonNode result : whole.json().get("results")) {
                assertThat(result.get("outcome").stringValue()).as(result.toString()).isNotIn("failed", "aborted");
                if (result.get("id").stringValue().startsWith("entra.oauth")) {
                    assertThat(result.get("outcome").stringValue()).as(result.toString()).isEqualTo("passed");
                }
            }

            Files.writeString(folder.resolve("secret"), secret + "0");
            CommandRun wrong = run(check + "entra.oauth-body");
            assertThat(wrong.code()).isEqualTo(ExitCode.WRONG_USAGE);
            assertThat(wrong.err()).contains("401 (invalid_client)").doesNotContain(secret);
        }
    }

    @Test
    void halfAClientIsRefused() {
        assertThat(run("check https://scim.example.com --token-url https://scim.example.com/token").err())
                .contains("--token-url and --client-id");
        assertThat(run("check https://scim.example.com --token-url https://scim.example.com/token --client-id a").err())
                .contains("ROLLCALL_CHECK_CLIENT_SECRET");
    }

    private CommandRun run(String words) {
        return CommandRun.of(folder, words.split(" "));
    }

    private RollcallService serve() {
        Map<String, String> environment = Map.of("ROLLCALL_PORT", "0");
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Terminal terminal = new Terminal(nowhere, nowhere, environment, folder, Clock.systemUTC());
        MigratedSqlite.prepare(folder.resolve("data"));
        return RollcallService.start(new SettingSources(Map.of(), Optional.empty(), environment, folder).read(),
                terminal);
    }
}
