package dev.rollcall.app.command;

import dev.rollcall.app.CommandRun;
import dev.rollcall.app.terminal.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Event streams at the command line, for people and with {@code --json}. */
class StreamCommandsTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void connect() throws Exception {
        done("connection", "create", "--name", "acme", "--strategy", "waad");
        Files.writeString(folder.resolve("crm.token"), "PLANTED\n");
        done("stream", "create", "crm", "--scim", "https://crm.example.com/scim/v2", "--token-file", "crm.token",
                "--connection", "acme");
    }

    @Test
    void aStreamIsMadeListedShownChangedAndDeleted() throws Exception {
        JsonNode shown = done("stream", "show", "crm", "--json").json();
        assertThat(shown.path("destination").path("type").stringValue()).isEqualTo("scim");
        assertThat(shown.path("filter").path("connections")).hasSize(1);
        assertThat(shown.path("subscriptions")).hasSize(8);
        assertThat(done("stream", "list").out()).contains("crm", "enabled", "https://crm.example.com/scim/v2");
        assertThat(done("stream", "list", "--json").json()).hasSize(1);
        assertThat(done("stream", "show", "crm").out()).contains("dead letters").doesNotContain("PLANTED");

        Files.writeString(folder.resolve("edit.json"),
                "{\"delivery\":{\"factor\":3},\"filter\":{\"changed\":[\"email\"]}}");
        done("stream", "edit", "crm", "--name", "crm eu", "--file", "edit.json", "--events", "user.created");
        JsonNode edited = done("stream", "show", "CRM EU", "--json").json();
        assertThat(edited.path("delivery").path("factor").asDouble()).isEqualTo(3);
        assertThat(edited.path("subscriptions")).hasSize(1);
        done("stream", "edit", "crm eu", "--token-file", "crm.token");
        assertThat(CommandRun.of(folder, "stream", "edit", "crm eu").code()).isEqualTo(ExitCode.WRONG_USAGE);

        CommandRun asked = CommandRun.of(folder, "stream", "delete", "crm eu");
        assertThat(asked.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(asked.err()).contains("add --yes");
        done("stream", "delete", "crm eu", "--yes");
        assertThat(CommandRun.of(folder, "stream", "show", "crm eu").code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(CommandRun.of(folder, "stream", "list").err()).contains("stream create");
    }

    @Test
    void aWebhooksSecretIsPrintedOnceAndRotated() {
        String secret = done("stream", "create", "audit", "--webhook", "https://audit.example.com/hook", "--print",
                "signing_secret").out().strip();
        assertThat(secret).startsWith("whsec_");
        assertThat(done("stream", "show", "audit", "--json").out()).doesNotContain(secret);
        JsonNode rotated = done("stream", "edit", "audit", "--rotate-secret", "--overlap", "1h", "--json").json();
        assertThat(rotated.path("signing_secret").stringValue()).startsWith("whsec_").isNotEqualTo(secret);
    }

    @Test
    void aStreamIsPausedResumedAndLookedInto() throws Exception {
        assertThat(done("stream", "pause", "crm", "--reason", "moving").out()).contains("paused");
        assertThat(done("stream", "show", "crm").out()).contains("moving");
        assertThat(done("stream", "resume", "crm", "--skip").out()).contains("enabled");
        assertThat(CommandRun.of(folder, "stream", "deliveries", "crm", "--status", "failed").err())
                .contains("no such delivery");
        assertThat(CommandRun.of(folder, "stream", "deliveries", "crm", "--causes").err()).contains("no dead letters");
        assertThat(CommandRun.of(folder, "stream", "deliveries", "crm", "--status", "lost").code())
                .isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(done("stream", "redeliver", "crm", "--dry-run", "--json").json().path("matched").intValue())
                .isZero();
        JsonNode test = done("stream", "test", "crm", "--event", "user.created", "--json").json();
        assertThat(test.path("status").stringValue()).isEqualTo("skipped");
        String event = test.path("id").stringValue();
        assertThat(done("stream", "deliveries", "crm", "--event", event).out()).contains("test event");
        assertThat(done("stream", "deliveries", "crm", "--json").json()).hasSize(1);
    }

    @Test
    void anEventIsPreviewedOffline() throws Exception {
        Files.writeString(folder.resolve("event.json"), """
            {"type":"user.created","data":{"object":{"user_id":"waad|acme|42","email":"ann@acme.example",
             "name":"Ann"},"context":{"connection":{"name":"acme"}}}}""");
        JsonNode preview = done("stream", "preview", "crm", "--event", "event.json", "--json").json();
        JsonNode request = preview.path("requests").get(0);
        assertThat(request.path("method").stringValue()).isEqualTo("POST");
        assertThat(request.path("url").stringValue()).isEqualTo("https://crm.example.com/scim/v2/Users");
        assertThat(preview.toString()).contains("ann@acme.example").doesNotContain("PLANTED");
        assertThat(done("stream", "preview", "crm", "--event", "event.json").out())
                .contains("POST https://crm.example.com/scim/v2/Users");
        assertThat(CommandRun.of(folder, "stream", "preview", "crm", "--user", "waad|acme|nobody").code())
                .isEqualTo(ExitCode.NOT_FOUND);
    }

    @Test
    void whatCannotBeUsedIsSaid() throws Exception {
        CommandRun plain = CommandRun.of(folder, "stream", "create", "x", "--webhook", "http://audit.example.com/hook");
        assertThat(plain.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(plain.err()).contains("plain http", "outbound.allowed-networks");
        CommandRun inside = CommandRun.of(folder, "stream", "create", "x", "--webhook", "https://10.0.0.1/hook");
        assertThat(inside.err()).contains("to which nothing is sent");
        Files.writeString(folder.resolve("proxy.json"), """
            {"destination":{"type":"webhook","configuration":{"webhook_endpoint":"https://x.example.com",
             "proxy":"http://10.0.0.5:6379"}}}""");
        CommandRun through = CommandRun.of(folder, "stream", "create", "x", "--file", "proxy.json");
        assertThat(through.err()).contains("10.0.0.5", "to which nothing is sent");
        CommandRun token = CommandRun.of(folder, "stream", "create", "x", "--scim", "https://x.example.com");
        assertThat(token.err()).contains("token");
        CommandRun taken = CommandRun.of(folder, "stream", "create", "CRM", "--webhook", "https://x.example.com");
        assertThat(taken.code()).isEqualTo(ExitCode.FAILED);
        assertThat(CommandRun.of(folder, "sync", "crm", "--verify", "--max-departures", "many").code())
                .isEqualTo(ExitCode.WRONG_USAGE);
        CommandRun fromFile = CommandRun.of(folder, "sync", "crm", "--apply", "--from", "users.ndjson");
        assertThat(fromFile.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(fromFile.err()).contains("There is no file users.ndjson to read");
        assertThat(CommandRun.of(folder, "sync", "nobody", "--verify").code()).isEqualTo(ExitCode.NOT_FOUND);
    }

    @Test
    void thereAreOnlySoManyAsTheSettingSays() throws Exception {
        Files.writeString(folder.resolve("rollcall.yaml"), "limits:\n  event-streams: 1\n");
        CommandRun second = CommandRun.of(folder, "stream", "create", "x", "--webhook", "https://x.example.com");
        assertThat(second.code()).isEqualTo(ExitCode.FAILED);
        assertThat(second.err()).contains("There are 1 event streams already", "limits.event-streams");
    }

    private CommandRun done(String... words) {
        CommandRun run = CommandRun.of(folder, words);
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }
}
