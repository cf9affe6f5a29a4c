package dev.rollcall.app.command;

import dev.rollcall.app.CommandRun;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.directory.token.TokenScope;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class TokenCommandsTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void connection() {
        assertThat(run("connection", "create", "--name", "acme", "--strategy", "waad").code()).isZero();
    }

    @Test
    void createPrintsOneJsonObject() {
        CommandRun run = run("token", "create", "acme", "--scopes", "patch:users, get:users", "--lifetime", "30d",
                "--json");
        assertThat(run.code()).as(run.err()).isZero();
        JsonNode json = run.json();
        assertThat(json.propertyNames()).containsExactly("token_id", "token", "scopes", "created_at", "valid_until");
        String id = json.get("token_id").stringValue();
        assertThat(id).matches("tok_[A-Za-z0-9]{16}");
        assertThat(json.get("token").stringValue()).matches(id + "\\.[0-9a-f]{64}");
        assertThat(json.get("scopes").valueStream().map(JsonNode::stringValue)).containsExactly("get:users",
                "patch:users");
        Instant created = Instant.parse(json.get("created_at").stringValue());
        assertThat(Instant.parse(json.get("valid_until").stringValue())).isEqualTo(created.plus(Duration.ofDays(30)));
    }

    @Test
    void allGivesAllFifteenAndNoLifetimeMeansForever() {
        JsonNode json = run("token", "create", "acme", "--scopes", "all", "--json").json();
        assertThat(json.get("scopes").valueStream().map(JsonNode::stringValue))
                .hasSize(15)
                .containsExactlyElementsOf(
                        Arrays.stream(TokenScope.values()).map(TokenScope::keyword).toList());
        assertThat(json.get("valid_until").isNull()).isTrue();
    }

    @Test
    void theTextShowsTheTokenOnceWithAWarning() {
        CommandRun run = run("token", "create", "acme", "--scopes", "get:users");
        String token = run.out().lines().findFirst().orElseThrow();
        assertThat(token).matches("tok_[A-Za-z0-9]{16}\\.[0-9a-f]{64}");
        assertThat(run.out()).contains("it is not shown again");
        String secret = token.substring(token.indexOf('.') + 1);
        assertThat(run("token", "list", "acme").out()).doesNotContain(secret).contains(token.substring(0, 20));
        assertThat(run("token", "list", "acme", "--json").out()).doesNotContain(secret);
    }

    @Test
    void printGivesTheTokenAlone() {
        assertThat(run("token", "create", "acme", "--scopes", "all", "--print", "token").out())
                .matches("tok_[A-Za-z0-9]{16}\\.[0-9a-f]{64}\n");
    }

    @Test
    void listShowsEveryTokenOldestFirst() {
        assertThat(run("token", "list", "acme", "--json").out()).isEqualTo("[]\n");
        assertThat(run("token", "list", "acme").err()).contains("rollcall token create");
        String first = run("token", "create", "acme", "--scopes", "all", "--print", "token_id").out().strip();
        String second = run("token", "create", "acme", "--scopes", "get:groups", "--print", "token_id").out().strip();
        JsonNode list = run("token", "list", "acme", "--json").json();
        assertThat(list.valueStream().map(t -> t.get("token_id").stringValue())).containsExactly(first, second);
        assertThat(list.get(0).propertyNames())
                .containsExactly("token_id", "scopes", "created_at", "valid_until", "last_used_at");
        assertThat(list.get(0).get("last_used_at").isNull()).isTrue();
        assertThat(run("token", "list", "acme").out().lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith(second + "  get:groups  "));
    }

    @Test
    void revokeTakesItAway() {
        String id = run("token", "create", "acme", "--scopes", "all", "--print", "token_id").out().strip();
        JsonNode revoked = run("token", "revoke", "acme", id, "--json").json();
        assertThat(revoked.get("token_id").stringValue()).isEqualTo(id);
        assertThat(revoked.get("revoked").booleanValue()).isTrue();
        CommandRun again = run("token", "revoke", "acme", id);
        assertThat(again.code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(again.err()).contains(id);
    }

    @Test
    void revokeWantsTheIdAndDoesNotRepeatASecret() {
        String token = run("token", "create", "acme", "--scopes", "all", "--print", "token").out().strip();
        CommandRun run = run("token", "revoke", "acme", token);
        assertThat(run.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.err()).contains("before the dot").doesNotContain(token);
    }

    @Test
    void aTokenOfAnotherConnectionIsNotFound() {
        String id = run("token", "create", "acme", "--scopes", "all", "--print", "token_id").out().strip();
        run("connection", "create", "--name", "globex", "--strategy", "okta");
        assertThat(run("token", "revoke", "globex", id).code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(run("token", "list", "acme", "--json").json()).hasSize(1);
    }

    @Test
    void anUnknownConnectionExitsWithThree() {
        assertThat(run("token", "create", "nobody", "--scopes", "all").code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(run("token", "list", "nobody").code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(run("token", "revoke", "nobody", "tok_0123456789abcdef").code()).isEqualTo(ExitCode.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"get:user", "get:users,", "", "ALL", "get:users,all", "read:users"})
    void anUnknownScopeIsRefusedWithAllThatThereAre(String scopes) {
        CommandRun run = run("token", "create", "acme", "--scopes", scopes);
        assertThat(run.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.err()).contains("get:users, post:users").contains("delete:groups");
    }

    @ParameterizedTest
    @ValueSource(strings = {"900s", "15m", "0s", "1", "30 d", "-1d", "forever", "99999999999999999999d"})
    void aLifetimeIsLongerThan900Seconds(String lifetime) {
        CommandRun run = run("token", "create", "acme", "--scopes", "all", "--lifetime=" + lifetime);
        assertThat(run.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.err()).contains("more than 900s");
    }

    @Test
    void theShortestLifetimeIsTaken() {
        assertThat(run("token", "create", "acme", "--scopes", "all", "--lifetime", "901s").code()).isZero();
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(folder, arguments);
    }
}
