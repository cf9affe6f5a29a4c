package dev.rollcall.app.command;

import dev.rollcall.app.CommandRun;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.directory.token.TokenScope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class ClientCommandsTest {
    private static final String SECRET = "sec_[A-Za-z0-9]{16}\\.[0-9a-f]{64}";

    @TempDir
    private Path folder;

    private void connection() {
        assertThat(run("connection create --name acme --strategy waad").code()).isZero();
    }

    @Test
    void aClientOfTheManagementApiShowsItsSecretOnce() {
        connection();
        JsonNode made = run("client create backend --scopes read:users,update:users --lifetime 30d --json").json();
        assertThat(made.propertyNames()).containsExactly("client_id", "client_secret", "secret_id",
                "secret_valid_until", "name", "connection_id", "scopes", "token_lifetime", "created_at");
        assertThat(made.get("client_id").stringValue()).matches("cli_[A-Za-z0-9]{16}");
        assertThat(made.get("client_secret").stringValue()).matches(SECRET);
        assertThat(made.get("token_lifetime").intValue()).isEqualTo(86_400);
        Instant created = Instant.parse(made.get("created_at").stringValue());
        assertThat(Instant.parse(made.get("secret_valid_until").stringValue()))
                .isEqualTo(created.plus(Duration.ofDays(30)));
        for (String list : new String[]{"client list", "client list --json"}) {
            assertThat(run(list).out()).contains(made.get("client_id").stringValue())
                    .doesNotContainPattern(SECRET);
        }
        assertThat(run("client list --connection acme").err()).contains("rollcall client create");
    }

    @Test
    void aClientOfAConnectionIsTheConnectionsAlone() {
        connection();
        CommandRun run = run("client create Entra --connection acme --scopes all --token-lifetime 360m");
        assertThat(run.out()).contains("token URL", "/oauth/token", "SCIM URL", "/scim/v2/connections/con_",
                "not shown again").containsPattern(SECRET);
        assertThat(run("client list").err()).contains("rollcall client create");
        JsonNode list = run("client list --connection acme --json").json();
        assertThat(list.get(0).get("client_id").stringValue())
                .matches(list.get(0).get("connection_id").stringValue() + "\\.[A-Za-z0-9]{16}");
        assertThat(list.get(0).get("scopes").size()).isEqualTo(TokenScope.values().length);
        assertThat(list.get(0).get("token_lifetime").intValue()).isEqualTo(21_600);
    }

    @Test
    void aRotationLeavesTheOldSecretForAWhile() {
        connection();
        String id = run("client create backend --scopes all --print client_id").out().strip();
        assertThat(run("client rotate " + id + " --overlap 7d --print client_secret").out().strip()).matches(SECRET);
        JsonNode secrets = run("client list --json").json().get(0).get("secrets");
        assertThat(secrets.size()).isEqualTo(2);
        assertThat(secrets.get(0).get("valid_until").isNull()).isFalse();
        assertThat(secrets.get(1).get("valid_until").isNull()).isTrue();
        assertThat(run("client delete " + id).code()).isZero();
        assertThat(run("client delete " + id).code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(run("client rotate " + id).code()).isEqualTo(ExitCode.NOT_FOUND);
    }

    @Test
    void aWorkloadIdentityHasNoSecret() {
        connection();
        JsonNode made = run("client create Entra --connection acme --scopes all --issuer https://issuer.example/v2.0"
                + " --audience api://app/.default --subject s --key-set https://issuer.example/keys --json").json();
        assertThat(made.has("client_secret")).isFalse();
        assertThat(made.get("federation").get("audience").stringValue()).isEqualTo("api://app");
    }

    @Test
    void aClientThatSignsGivesItsPublicKeys() throws IOException {
        connection();
        Files.writeString(folder.resolve("keys.json"), """
            {"keys":[{"kty":"EC","crv":"P-256","kid":"1",
                "x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
                "d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"}]}""");
        JsonNode made = run("client create backend --scopes all --keys keys.json --json").json();
        assertThat(made.has("client_secret")).isFalse();
        try (var files = Files.list(folder.resolve("data"))) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("rollcall.db")).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).as("the private part")
                        .doesNotContain("jpsQnnGQmL");
            }
        }
        Files.writeString(folder.resolve("none.json"), "{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}]}");
        assertThat(run("client create backend --scopes all --keys none.json").code()).isEqualTo(ExitCode.WRONG_USAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "client create b --scopes read:nothing",
        "client create b --scopes get:users",
        "client create b --scopes all --lifetime 900s",
        "client create b --scopes all --token-lifetime 90m",
        "client create b --connection acme --scopes read:users",
        "client create b --connection acme --scopes all --token-lifetime 59m",
        "client create b --connection acme --scopes all --token-lifetime 361m",
        "client create b --connection acme --scopes all --issuer https://i.example",
        "client create b --connection acme --scopes all --issuer i --audience a --subject s --key-set http://i.example/k",
        "client create b --scopes all --issuer i --audience a --subject s --key-set https://i.example/k",
        "client create b --scopes all --keys missing.json",
        "client trust-entra acme",
        "client trust-entra acme --tenant contoso",
        "client trust-entra acme --tenant ce5f061f-abe6-4e40-9615-301f87bcb7f0 --off",
        "client trust-entra acme --tenant ce5f061f-abe6-4e40-9615-301f87bcb7f0 --claim oid"})
    void whatBreaksARuleIsRefusedInASentence(String words) {
        connection();
        CommandRun run = run(words);
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.err()).startsWith("rollcall: ").doesNotContain("\tat ");
        assertThat(run("client list --json").out()).isEqualTo("[]\n");
    }

    @Test
    void theLifeOfAConnectionsAccessTokensIsASettingWithTheGallerysBounds() throws IOException {
        connection();
        Path file = folder.resolve("rollcall.yaml");
        Files.writeString(file, "oauth:\n  token-lifetime: 90m\n");
        assertThat(run("client create a --connection acme --scopes all --json").json().get("token_lifetime").intValue())
                .isEqualTo(5_400);
        assertThat(run("client create b --connection acme --scopes all --token-lifetime 2h --json").json()
                .get("token_lifetime")
                .intValue()).isEqualTo(7_200);
        assertThat(run("client create c --scopes all --json").json().get("token_lifetime").intValue()).as("management")
                .isEqualTo(86_400);
        for (String wrong : new String[]{"59m", "361m", "none"}) {
            Files.writeString(file, "oauth:\n  token-lifetime: " + wrong + "\n");
            assertThat(run("client create d --connection acme --scopes all").err()).as(wrong)
                    .contains("oauth.token-lifetime");
        }
    }

    @Test
    void twoConnectionsAreToldApartOrDoNotTrustOneTenant() {
        connection();
        run("connection create --name other --strategy waad");
        String tenant = " --tenant CE5F061F-abe6-4e40-9615-301f87bcb7f0";
        assertThat(run("client trust-entra acme" + tenant).code()).isZero();
        CommandRun taken = run("client trust-entra other" + tenant);
        assertThat(taken.code()).isEqualTo(ExitCode.FAILED);
        assertThat(taken.err()).contains("Pin a claim");
        assertThat(run("client trust-entra acme --claim oid=1" + tenant).code()).isZero();
        assertThat(run("client trust-entra other --claim oid=2" + tenant).code()).isZero();
        assertThat(run("client trust-entra acme --off").out()).contains("no tokens of Entra's any more");
    }

    @Test
    void theKeyFileIsMadeOnceAndRotated() throws IOException {
        connection();
        assertThat(run("key list --json").out()).isEqualTo("[]\n");
        assertThat(run("key create --key-file keys/k.json").code()).isEqualTo(ExitCode.FAILED);
        assertThat(run("key create --key-file k.json").code()).isZero();
        assertThat(run("key create --key-file k.json").code()).isEqualTo(ExitCode.FAILED);
        String before = Files.readString(folder.resolve("k.json"));
        String first = run("key rotate --key-file k.json --json").json().get("key_id").stringValue();
        assertThat(Files.readString(folder.resolve("k.json"))).isNotEqualTo(before);
        String second = run("key rotate --key-file k.json --json").json().get("key_id").stringValue();
        JsonNode keys = run("key list --json").json();
        assertThat(keys.valueStream().map(key -> key.get("key_id").stringValue())).containsExactly(second, first);
        assertThat(keys.get(0).get("retired_at").isNull()).isTrue();
        assertThat(keys.get(1).get("retired_at").isNull()).isFalse();
    }

    @Test
    void aBackupHoldsNoSecret() throws IOException {
        connection();
        String secret = run("client create backend --scopes all --print client_secret").out().strip();
        run("key rotate");
        String sealing = Files.readString(folder.resolve("data/key-file.json"));
        String key = sealing.replaceAll("(?s).*\"value\":\\s*\"([^\"]+)\".*", "$1");
        assertThat(key).hasSizeGreaterThan(20);
        assertThat(run("backup b.db").code()).isZero();
        assertThat(Files.readString(folder.resolve("b.db"), StandardCharsets.ISO_8859_1)).contains("cli_")
                .doesNotContain(secret, secret.substring(21), key);
    }

    private CommandRun run(String words) {
        return CommandRun.of(folder, words.split(" "));
    }
}
