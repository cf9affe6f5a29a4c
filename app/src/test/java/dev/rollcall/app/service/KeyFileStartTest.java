package dev.rollcall.app.service;

import dev.rollcall.app.CommandRun;
import dev.rollcall.app.setting.SettingSources;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.oauth.KeyFile;
import dev.rollcall.oauth.KeyFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A service starts with the key file that its store is sealed under, and with no other. */
class KeyFileStartTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void anotherKeyFileIsRefusedInASentenceThatSaysWhatToDo() throws IOException {
        serve(Map.of()).close();
        KeyFile other = KeyFile.at(folder.resolve("other.json"));
        other.make();
        Map<String, String> environment = Map.of("ROLLCALL_KEY_FILE", other.path().toString());
        assertThatThrownBy(() -> serve(environment)).isInstanceOf(KeyFileException.class)
                .hasMessageContaining("other.json is not the one that this store is sealed under")
                .hasMessageContaining("rollcall key rotate --lost");
        CommandRun refused = CommandRun.of(folder, "key", "rotate", "--key-file", "other.json");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("--lost");
        assertThat(CommandRun.of(folder, "key", "rotate", "--lost", "--key-file", "other.json").code()).isZero();
        serve(environment).close();
        assertThatThrownBy(() -> serve(Map.of())).as("the old one is the wrong one now")
                .isInstanceOf(KeyFileException.class);
    }

    @Test
    void anEmbeddedStoreThatComesWithoutItsKeyFileGetsANewOneAndThatIsSaid() throws IOException {
        serve(Map.of()).close();
        assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("there was no key file");
        assertThat(CommandRun.of(folder, "key", "rotate").code()).isZero();
        Files.delete(folder.resolve("data/key-file.json"));
        serve(Map.of()).close();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("there was no key file");
        CommandRun keys = CommandRun.of(folder, "key", "list", "--json");
        assertThat(new JsonMapper().readTree(keys.out()).get(0).get("retired_at").isNull()).as("signs on").isFalse();
        serve(Map.of()).close();
    }

    @Test
    void noCopyOfTheStoreHoldsTheKeyFileOrTheFirstClient() throws IOException {
        serve(Map.of()).close();
        assertThat(CommandRun.of(folder, "backup", "copy.db").code()).isZero();
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        assertThat(CommandRun.of(elsewhere, "restore", folder.resolve("copy.db").toString()).code()).isZero();
        assertThat(elsewhere.resolve("data/rollcall.db")).exists();
        assertThat(elsewhere.resolve("data/key-file.json")).doesNotExist();
        assertThat(elsewhere.resolve("data/bootstrap-client.json")).doesNotExist();
        String copy = Files.readString(folder.resolve("copy.db"), StandardCharsets.ISO_8859_1);
        String key = Files.readString(folder.resolve("data/key-file.json"))
                .replaceAll("(?s).*\"value\":\\s*\"([^\"]+)\".*", "$1");
        String secret = new JsonMapper().readTree(Files.readString(folder.resolve("data/bootstrap-client.json")))
                .get("client_secret")
                .stringValue();
        assertThat(key).hasSizeGreaterThan(20);
        assertThat(copy).contains("cli_").doesNotContain(key, secret);
    }

    private RollcallService serve(Map<String, String> environment) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.put("ROLLCALL_PORT", "0");
        PrintStream printed = new PrintStream(err, true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(printed, printed, all, folder, Clock.systemUTC());
        return RollcallService.start(new SettingSources(Map.of(), Optional.empty(), all, folder).read(), terminal);
    }
}
