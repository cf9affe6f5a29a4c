package dev.rollcall.app.command;

import dev.rollcall.app.CommandRun;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Screen;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectionCommandsTest {
    @TempDir
    private Path folder;

    @Test
    void createPrintsOneJsonObject() {
        CommandRun run = run("connection", "create", "--name", "acme", "--strategy", "waad", "--json");
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.err()).isEmpty();
        JsonNode json = run.json();
        assertThat(json.propertyNames())
                .containsExactly("id", "name", "strategy", "strict", "tolerances", "deleted_users_kept_days",
                        "me_claim", "status", "scim_endpoint", "created_at");
        String id = json.get("id").stringValue();
        assertThat(id).matches("con_[A-Za-z0-9]{16}");
        assertThat(json.get("name").stringValue()).isEqualTo("acme");
        assertThat(json.get("strategy").stringValue()).isEqualTo("waad");
        assertThat(json.get("strict").booleanValue()).isFalse();
        assertThat(json.get("scim_endpoint").stringValue())
                .isEqualTo("http://127.0.0.1:8080/scim/v2/connections/" + id);
        assertThat(json.get("created_at").stringValue())
                .matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z");
    }

    @Test
    void createPrintsTextForPeople() {
        CommandRun run = run("connection", "create", "--name", "acme", "--strategy", "okta", "--strict");
        assertThat(run.out().lines())
                .hasSize(10)
                .endsWith("", "It needs a token: rollcall token create acme --scopes all")
                .anyMatch(line -> line.startsWith("SCIM endpoint  http://127.0.0.1:8080/scim/v2/connections/con_"))
                .contains("name           acme", "strategy       okta", "tolerances     none (strict)");
    }

    @Test
    void printGivesOneFieldAlone() {
        CommandRun run = run("connection", "create", "--name", "acme", "--strategy", "scim", "--print", "id");
        assertThat(run.out()).matches("con_[A-Za-z0-9]{16}\n");
        CommandRun unknown = run("connection", "create", "--name", "b", "--strategy", "scim", "--print", "port");
        assertThat(unknown.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(unknown.err()).contains("use one of id, name, strategy, scim_endpoint, created_at");
        CommandRun both = run("connection", "create", "--name", "b", "--strategy", "scim", "--print", "id", "--json");
        assertThat(both.code()).isEqualTo(ExitCode.WRONG_USAGE);
    }

    @Test
    void theEndpointBeginsWithThePublicAddress() {
        CommandRun run = CommandRun.of(
                folder,
                Map.of("ROLLCALL_PUBLIC_URL", "https://scim.example.com/base/"),
                "connection", "create", "--name", "acme", "--strategy", "waad", "--print", "scim_endpoint");
        assertThat(run.out()).startsWith("https://scim.example.com/base/scim/v2/connections/con_");
        CommandRun other = run("connection", "list", "--host", "::1", "--port", "9000", "--json");
        assertThat(other.json().get(0).get("scim_endpoint").stringValue()).startsWith("http://[::1]:9000/scim/v2/");
    }

    @Test
    void listPrintsAnArrayOldestFirst() {
        run("connection", "create", "--name", "zeta", "--strategy", "waad");
        run("connection", "create", "--name", "acme", "--strategy", "okta");
        CommandRun list = run("connection", "list", "--json");
        assertThat(list.json()).hasSize(2);
        assertThat(list.json().valueStream().map(c -> c.get("name").stringValue())).containsExactly("zeta", "acme");
        List<String> lines = run("connection", "list").out().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst())
                .startsWith("ID                    NAME  STRATEGY  USERS  GROUPS  LAST USED  CREATED");
    }

    @Test
    void anEmptyListSaysWhatToDo() {
        run("connection", "create", "--name", "acme", "--strategy", "waad");
        run("connection", "delete", "acme", "--yes");
        CommandRun run = run("connection", "list");
        assertThat(run.code()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("rollcall connection create");
    }

    @Test
    void whoLooksInTheWrongFolderIsToldSoAndMakesNothing() {
        CommandRun list = run("connection", "list", "--json");
        assertThat(list.code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(list.out()).isEmpty();
        assertThat(list.err()).contains("There is no store in " + folder.resolve("data"),
                "--data");
        CommandRun show = run("connection", "show", "acme");
        assertThat(show.code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(show.err()).contains("There is no store in", "rollcall serve");
        assertThat(run("token", "create", "acme", "--scopes", "all").code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void showTakesIdAndName() {
        CommandRun made = run("connection", "create", "--name", "acme", "--strategy", "waad", "--json");
        String id = made.json().get("id").stringValue();
        JsonNode shown = run("connection", "show", "acme", "--json").json();
        made.json().properties().forEach(field -> assertThat(shown.get(field.getKey())).isEqualTo(field.getValue()));
        assertThat(shown.get("users").intValue()).isZero();
        assertThat(shown.get("last_used_at").isNull()).isTrue();
        assertThat(run("connection", "show", id, "--json").json()).isEqualTo(shown);
        assertThat(run("connection", "show", "ACME", "--print", "id").out()).isEqualTo(id + "\n");
    }

    @Test
    void deleteTakesItAway() {
        run("connection", "create", "--name", "acme", "--strategy", "waad");
        JsonNode deleted = run("connection", "delete", "acme", "--yes", "--json").json();
        assertThat(deleted.get("name").stringValue()).isEqualTo("acme");
        assertThat(deleted.get("deleted").booleanValue()).isTrue();
        assertThat(run("connection", "delete", "acme", "--yes").code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(run("connection", "list", "--json").out()).isEqualTo("[]\n");
        assertThat(run("connection", "create", "--name", "acme", "--strategy", "waad").code()).isZero();
    }

    @Test
    void aScriptHasToSayThatItMeansTheDeletion() {
        run("connection", "create", "--name", "acme", "--strategy", "waad");
        CommandRun run = run("connection", "delete", "acme");
        assertThat(run.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.err()).contains("0 users, 0 groups, 0 tokens and 0 OAuth clients, last used never", "add --yes");
        assertThat(run("connection", "show", "acme").code()).isZero();
    }

    @Test
    void aPersonIsAskedBeforeADeletion() {
        run("connection", "create", "--name", "acme", "--strategy", "waad");
        run("token", "create", "acme", "--scopes", "all");
        List<String> asked = new ArrayList<>();
        CommandRun no = CommandRun.of(folder, person("yes", asked), "connection", "delete", "acme");
        assertThat(no.code()).isEqualTo(ExitCode.FAILED);
        assertThat(no.err()).isEqualTo("rollcall: Nothing was deleted.\n");
        assertThat(asked).singleElement()
                .asString()
                .contains("acme (con_", "1 token and 0 OAuth clients, last used never", "its name");
        assertThat(run("connection", "show", "acme").code()).isZero();
        assertThat(CommandRun.of(folder, person("acme", asked), "connection", "delete", "acme").code()).isZero();
        assertThat(run("connection", "show", "acme").code()).isEqualTo(ExitCode.NOT_FOUND);
    }

    @Test
    void namesThatDifferInCaseAloneAreTheSame() {
        run("connection", "create", "--name", "Acme", "--strategy", "waad");
        CommandRun run = run("connection", "create", "--name", "aCME", "--strategy", "waad");
        assertThat(run.code()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("named \"Acme\"", "without regard to case");
    }

    @Test
    void updateMakesAConnectionStrictAndTolerantAgain() {
        run("connection", "create", "--name", "acme", "--strategy", "waad");
        assertThat(run("connection", "update", "acme", "--strict").out()).contains("none (strict)");
        assertThat(run("connection", "show", "acme", "--json").json().get("strict").booleanValue()).isTrue();
        assertThat(run("connection", "update", "acme", "--tolerant", "--json").json().get("strict").booleanValue())
                .isFalse();
        assertThat(run("connection", "update", "acme").code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run("connection", "update", "acme", "--strict", "--tolerant").code())
                .isEqualTo(ExitCode.WRONG_USAGE);
    }

    @Test
    void someTolerancesAloneAreGranted() {
        run("connection", "create", "--name", "acme", "--strategy", "waad");
        assertThat(
                run("connection", "update", "acme", "--tolerances", "entra.path-key, entra.capital-op", "--json").json()
                        .get("tolerances")
                        .stringValue())
                .isEqualTo("entra.capital-op,entra.path-key");
        assertThat(run("connection", "show", "acme").out()).contains("tolerances     entra.capital-op, entra.path-key");
        CommandRun wrong = run("connection", "update", "acme", "--tolerances", "entra.nothing");
        assertThat(wrong.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(wrong.err()).contains("entra.nothing", "docs/tolerances.md");
        assertThat(run("connection", "update", "acme", "--tolerances", "all").out()).contains("tolerances     all");
    }

    @Test
    void whatTheProductHasOfDeletedUsersIsKeptForSoManyDays() {
        run("connection", "create", "--name", "acme", "--strategy", "waad");
        assertThat(run("connection", "show", "acme").out()).contains("deleted users  nothing of them is kept");
        assertThat(run("connection", "update", "acme", "--keep-deleted", "30").out()).contains("is kept for 30 days");
        assertThat(run("connection", "show", "acme", "--json").json().get("deleted_users_kept_days").intValue())
                .isEqualTo(30);
        for (String wrong : new String[]{"-1", "3651", "x"}) {
            assertThat(run("connection", "update", "acme", "--keep-deleted", wrong).code())
                    .isEqualTo(ExitCode.WRONG_USAGE);
        }
        assertThat(run("connection", "update", "acme", "--keep-deleted", "1", "--strict").code())
                .isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run("connection", "update", "acme", "--keep-deleted", "0", "--json").json()
                .get("deleted_users_kept_days")
                .intValue()).isZero();
    }

    @Test
    void aClaimSaysWhoseMeIs() {
        run("connection", "create", "--name", "acme", "--strategy", "waad");
        assertThat(run("connection", "show", "acme").out()).contains("/Me            by the claim sub");
        assertThat(run("connection", "update", "acme", "--me-claim", "https://acme.example/user").out())
                .contains("/Me            by the claim https://acme.example/user");
        assertThat(run("connection", "show", "acme", "--json").json().get("me_claim").stringValue())
                .isEqualTo("https://acme.example/user");
        for (String wrong : new String[]{"", " ", "a\u001fb", "x".repeat(129)}) {
            CommandRun run = run("connection", "update", "acme", "--me-claim", wrong);
            assertThat(run.code()).isEqualTo(ExitCode.WRONG_USAGE);
            assertThat(run.err()).contains("such as sub or oid");
        }
    }

    @Test
    void aConnectionIsPausedAndResumed() {
        run("connection", "create", "--name", "acme", "--strategy", "waad");
        assertThat(run("connection", "pause", "acme").out()).contains("paused");
        assertThat(run("connection", "show", "acme", "--print", "status").out()).isEqualTo("paused\n");
        assertThat(run("connection", "list").out()).containsPattern("NAME  STRATEGY  STATUS  USERS.*\n.* paused ");
        assertThat(run("connection", "resume", "acme", "--json").json().get("status").stringValue()).isEqualTo("open");
        assertThat(run("connection", "list").out()).doesNotContain("STATUS");
        assertThat(run("connection", "pause", "nobody").code()).isEqualTo(ExitCode.NOT_FOUND);
    }

    @Test
    void aTableFitsTheTerminalUnlessAllOfItIsWanted() {
        run("connection", "create", "--name", "a-name-that-is-much-longer-than-others", "--strategy", "waad");
        CommandRun narrow = CommandRun.of(folder, person("", List.of()), "connection", "list");
        assertThat(narrow.out().lines()).allMatch(line -> line.length() <= 76);
        assertThat(narrow.out()).contains("a-name-", "…", " s ago").containsPattern("con_[A-Za-z0-9]{16} ");
        CommandRun wide = CommandRun.of(folder, person("", List.of()), "connection", "list", "--wide");
        assertThat(wide.out()).contains("a-name-that-is-much-longer-than-others").doesNotContain("…", " ago");
        assertThat(run("connection", "list").out()).isEqualTo(wide.out());
    }

    @Test
    void whatIsNotThereExitsWithThree() {
        run("connection", "create", "--name", "acme", "--strategy", "waad");
        CommandRun run = run("connection", "show", "nobody");
        assertThat(run.code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("rollcall: There is no connection \"nobody\": see the ids and names with"
                + " \"rollcall connection list\".\n");
    }

    @Test
    void aNameThatIsTakenExitsWithOne() {
        run("connection", "create", "--name", "acme", "--strategy", "waad");
        CommandRun run = run("connection", "create", "--name", "acme", "--strategy", "waad", "--json");
        assertThat(run.code()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("acme").contains("another name");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "connection create --name acme",
        "connection create --strategy waad",
        "connection create --name acme --strategy ldap",
        "connection create --name bad_name! --strategy waad",
        "connection create --name acme --strategy waad extra",
        "connection create --name acme --strategy waad --jsn",
        "connection show",
        "conection list",
        "serve --port x",
        "serve --port 99999",
        "serve --tls-key key.pem",
        "log acme --status 9xx",
        "log acme --limit 0",
        "log acme --limit many",
        "connection list --config missing.yaml"
    })
    void wrongUsageExitsWithTwoAndSaysWhy(String arguments) {
        CommandRun run = run(arguments.split(" "));
        assertThat(run.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("rollcall: ");
    }

    private static Screen person(String answer, List<String> asked) {
        return new Screen() {
            @Override
            public OptionalInt columns() {
                return OptionalInt.of(76);
            }

            @Override
            public Optional<String> ask(String question) {
                asked.add(question);
                return Optional.of(answer);
            }
        };
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(folder, arguments);
    }
}
