package dev.rollcall.app.command;

import dev.rollcall.app.CommandRun;
import dev.rollcall.app.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class MappingCommandsTest {
    private static final String ROWS = "[{\"scim\":\"userName\",\"auth0\":\"username\"},"
            + "{\"scim\":\"nickName\",\"auth0\":\"nickname\",\"direction\":\"in\"}]";

    @TempDir
    private Path folder;

    @BeforeEach
    void connect() {
        assertThat(run("connection", "create", "--name", "acme", "--strategy", "waad").code()).isZero();
    }

    @Test
    void aMappingIsShownSetAndRolledBack() throws IOException {
        JsonNode defaults = run("mapping", "show", "acme", "--json").json();
        assertThat(defaults.get("mapping_version").intValue()).isZero();
        assertThat(defaults.get("mapping").size()).isGreaterThan(10);
        assertThat(run("mapping", "show", "acme").out()).contains("the default rows of waad", "SCIM", "PROFILE", "upn");
        assertThat(run("mapping", "show", "acme", "--versions").err()).contains("default rows");

        Files.writeString(folder.resolve("rows.json"), ROWS);
        JsonNode set = run("mapping", "set", "acme", "--file", "rows.json", "--json").json();
        assertThat(set.get("mapping_version").intValue()).isEqualTo(1);
        assertThat(set.get("mapping").toString()).isEqualTo(ROWS);
        assertThat(run("mapping", "show", "acme").out()).contains("{\"direction\":\"in\"}");
        Files.writeString(folder.resolve("shown.json"), run("mapping", "show", "acme", "--json").out());
        assertThat(run("mapping", "set", "acme", "--file", "shown.json", "--json").json()
                .get("mapping_version")
                .intValue())
                .isEqualTo(1);
        assertThat(run("mapping", "set", "acme", "--default", "--json").json().get("mapping"))
                .isEqualTo(defaults.get("mapping"));
        assertThat(run("mapping", "rollback", "acme", "1", "--json").json().get("mapping").toString()).isEqualTo(ROWS);
        assertThat(run("mapping", "show", "acme", "--versions").out()).contains("command-line", "in force");
        assertThat(run("mapping", "rollback", "acme", "7").code()).isEqualTo(ExitCode.NOT_FOUND);
    }

    @Test
    void versionsAndDefaultsAreShown() throws IOException {
        assertThat(run("mapping", "versions", "acme").err()).contains("default rows");
        Files.writeString(folder.resolve("rows.json"), ROWS);
        run("mapping", "set", "acme", "--file", "rows.json");
        assertThat(run("mapping", "versions", "acme", "--json").json().path(0).path("in_force").booleanValue())
                .isTrue();
        Files.writeString(folder.resolve("defaults.json"), run("mapping", "defaults", "acme", "--json").out());
        assertThat(run("mapping", "defaults", "acme").out()).contains("upn", "the default rows of waad");
        JsonNode set = run("mapping", "set", "acme", "--file", "defaults.json", "--json").json();
        assertThat(set.get("mapping").size()).isGreaterThan(10);
    }

    @Test
    void signInsAreLedToAnotherAttributeAfterALookAtWhatItMeans() throws IOException {
        JsonNode preview = run("mapping", "user-id", "acme", "userName", "--dry-run", "--json").json();
        assertThat(preview.get("to").stringValue()).isEqualTo("userName");
        assertThat(preview.get("complete").booleanValue()).isTrue();
        assertThat(run("mapping", "user-id", "acme", "userName", "--dry-run").out()).contains("clashes    0");
        assertThat(run("mapping", "show", "acme", "--json").json().get("user_id_attribute").stringValue())
                .isEqualTo("externalId");
        assertThat(run("mapping", "user-id", "acme", "userName").out()).contains("user id  userName");
        assertThat(run("mapping", "user-id", "acme", "userName", "--dry-run").out()).contains("nothing would change");
        CommandRun wrong = run("mapping", "user-id", "acme", "email");
        assertThat(wrong.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(wrong.err()).contains("externalId or userName");
    }

    @Test
    void rowsThatMakeNoMappingAreRefusedWithTheReason() throws IOException {
        Files.writeString(folder.resolve("rows.json"), "[{\"scim\":\"no such thing\",\"auth0\":\"x\"}]");
        CommandRun refused = run("mapping", "set", "acme", "--file", "rows.json");
        assertThat(refused.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(refused.err()).contains("Row 1");
        Files.writeString(folder.resolve("text.json"), "{");
        assertThat(run("mapping", "set", "acme", "--file", "text.json").err()).contains("is no JSON");
        assertThat(run("mapping", "set", "acme", "--file", "missing.json").err()).contains("cannot be read");
        assertThat(run("mapping", "set", "acme").code()).isEqualTo(ExitCode.WRONG_USAGE);
    }

    @Test
    void aPreviewShowsWhatBecomesOfAUser() throws IOException {
        Files.writeString(folder.resolve("user.json"),
                "{\"userName\":\"ann\",\"nickName\":\"Annie\",\"title\":\"Dr\"}");
        Files.writeString(folder.resolve("rows.json"), ROWS);
        JsonNode tried = run("mapping", "preview", "acme", "--resource", "user.json", "--rows", "rows.json", "--json")
                .json();
        assertThat(tried.get("profile").toString()).isEqualTo("{\"username\":\"ann\",\"nickname\":\"Annie\"}");
        assertThat(tried.get("lost").toString()).contains("nickname");
        assertThat(tried.get("unmapped").toString()).contains("title");
        assertThat(run("mapping", "show", "acme", "--json").json().get("mapping_version").intValue()).isZero();
        assertThat(run("mapping", "preview", "acme", "--resource", "user.json").out()).contains("profile   {");
        assertThat(run("mapping", "preview", "acme", "--user", "nobody").code()).isEqualTo(ExitCode.NOT_FOUND);
    }

    @Test
    void theLimitsOfMappingsAreThoseThatAreSet() throws IOException {
        Files.writeString(folder.resolve("rows.json"), ROWS);
        Map<String, String> small = Map.of("ROLLCALL_LIMIT_MAPPING_ROWS", "1");
        CommandRun refused = CommandRun.of(folder, small, "mapping", "set", "acme", "--file", "rows.json");
        assertThat(refused.code()).isNotEqualTo(ExitCode.DONE);
        assertThat(refused.err()).contains("at most 1 rows, and this one has 2");
        assertThat(run("mapping", "set", "acme", "--file", "rows.json").code()).isEqualTo(ExitCode.DONE);
        Files.writeString(folder.resolve("user.json"), "{\"userName\":\"ada\"}");
        CommandRun kept = CommandRun.of(folder, small, "mapping", "preview", "acme", "--resource", "user.json");
        assertThat(kept.out()).as(kept.err()).contains("\"username\":\"ada\"");
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(folder, arguments);
    }
}
