package dev.rollcall.app.entra;

import dev.rollcall.app.CommandRun;
import dev.rollcall.app.terminal.Screen;
import dev.rollcall.clients.LiveServers;
import dev.rollcall.clients.StoreKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands of {@code rollcall entra} beside {@code init} and {@code run}, on a job that works. */
@ExtendWith(LiveServers.class)
class EntraJobCommandsTest {
    private final LiveServers servers;
    private CommandJob job;

    @TempDir
    private Path around;

    EntraJobCommandsTest(LiveServers servers) {
        this.servers = servers;
    }

    @BeforeEach
    void init() {
        job = CommandJob.init(around, servers.on(StoreKind.SQLITE).newEndpoint());
    }

    @Test
    void aConnectionThatWorks() {
        assertThat(job.done("test-connection").out())
                .startsWith("The supplied credentials are authorized to enable provisioning.");
        JsonNode json = job.done("test-connection", "--json").json();
        assertThat(json.path("passed").asBoolean()).isTrue();
        assertThat(json.path("tenantUrl").asString()).isEqualTo(job.endpoint().url());
    }

    @Test
    void aConnectionThatDoesNotWork() {
        job.write("token", "tok_0000000000000000.wrong\n");
        CommandRun refused = job.entra("test-connection");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.out()).startsWith("SystemForCrossDomainIdentityManagementCredentialValidationFailure: ")
                .contains("Response Status Code: Unauthorized")
                .contains("Check the tenant URL and the token");
        job.edit("job.yaml", job.endpoint().url(), "http://127.0.0.1:1/scim");
        CommandRun nobody = job.entra("test-connection", "--json");
        assertThat(nobody.code()).isEqualTo(1);
        assertThat(nobody.json().path("errorCode").asString())
                .isEqualTo("SystemForCrossDomainIdentityManagementCredentialValidationUnavailable");
        assertThat(nobody.json().path("passed").asBoolean(true)).isFalse();
    }

    @Test
    void onDemandTellsTheStepsAndTheChanges() {
        CommandRun created = job.done("provision-on-demand", "katherine.johnson@contoso.example");
        assertThat(created.out().lines()).contains("Import: success", "Determine if in scope: success",
                "    IsAssigned: True", "Match between source and target: success", "Perform action: success",
                "    userName: \"katherine.johnson@contoso.example\"");
        assertThat(created.out().lines().toList().getLast())
                .matches("Katherine Johnson: created, \\S+ in the application");
        JsonNode again = job.done("provision-on-demand", "Katherine Johnson", "--json").json();
        assertThat(again.path("effect").asString()).isEqualTo("UNCHANGED");
        assertThat(again.path("steps").get(0).path("kind").asString()).isEqualTo("IMPORT");
    }

    @Test
    void aGroupOnDemandTakesFiveMembersAtMost() {
        job.done("run");
        job.done("restart", "--full");
        CommandRun tooMany = job.entra("provision-on-demand", "Engineering");
        assertThat(tooMany.code()).isEqualTo(2);
        assertThat(tooMany.err()).contains("At most 5 members of a group are provisioned on demand");
        job.done("provision-on-demand", "grace.okafor@contoso.example");
        assertThat(job.done("provision-on-demand", "Engineering", "--member", "grace.okafor@contoso.example").out())
                .contains("Engineering: ");
        CommandRun user = job.entra("provision-on-demand", "Grace Okafor", "--member", "Katherine Johnson");
        assertThat(user.code()).isEqualTo(2);
        assertThat(user.err()).contains("members belong to groups only");
    }

    @Test
    void aUserWhoIsNotThereIsExitCodeThree() {
        CommandRun run = job.entra("provision-on-demand", "nobody@contoso.example");
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("no user or group 'nobody@contoso.example'");
        assertThat(job.entra("provision-on-demand").code()).isEqualTo(2);
    }

    @Test
    void theLogIsATableOrJsonAndCanBeFiltered() {
        CommandRun empty = job.done("log");
        assertThat(empty.out()).isEmpty();
        assertThat(empty.err()).startsWith("The log has no such record");
        assertThat(job.done("log", "--json").out()).isEqualTo("[]\n");
        job.done("run");
        List<String> table = job.done("log", "--action", "create", "--user", "Grace").out().lines().toList();
        assertThat(table.getFirst()).matches("TIME +ACTION +STATUS +TYPE +NAME +WHAT");
        assertThat(table).hasSize(2);
        assertThat(table.getLast()).contains("create", "success", "Grace Okafor", "title: \"Head of Engineering\"");
        JsonNode records = job.done("log", "--status", "SUCCESS", "--limit", "3", "--json").json();
        assertThat(records).hasSize(3);
        assertThat(records.get(0).path("provisioningAction").isString()).isTrue();
        assertThat(records.get(0).at("/provisioningStatusInfo/status").asString()).isEqualTo("success");
    }

    @Test
    void tablesFitTheTerminalUnlessTheyAreAskedForWide() {
        job.done("run");
        for (String command : List.of("log", "status")) {
            CommandRun narrow = on(80, command);
            assertThat(narrow.out().lines()).anyMatch(line -> line.contains(" s ago") || line.contains(" min ago"));
            assertThat(narrow.out().lines().filter(line -> line.contains(" ago")))
                    .allMatch(line -> line.length() <= 80);
            assertThat(on(80, command, "--wide").out()).isEqualTo(job.done(command).out()).doesNotContain(" ago");
        }
    }

    private CommandRun on(int columns, String... arguments) {
        return CommandRun.of(around, new Screen() {
            @Override
            public OptionalInt columns() {
                return OptionalInt.of(columns);
            }

            @Override
            public Optional<String> ask(String question) {
                return Optional.empty();
            }
        }, Stream.concat(Stream.of("entra"), Stream.of(arguments)).toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--status gone", "--action do", "--limit 0", "--limit many", "--what"})
    void wrongFiltersOfTheLogAreExitCodeTwo(String options) {
        CommandRun run = job
                .entra(Stream.concat(Stream.of("log"), Stream.of(options.split(" "))).toArray(String[]::new));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith("rollcall: ");
    }

    @Test
    void theStatusBeforeAndAfterACycle() {
        assertThat(job.done("status").out()).contains("phase            Not started", "0, 0 linked");
        job.done("run");
        String out = job.done("status").out();
        assertThat(out).contains("phase            Active", "25, 4 linked", "watermark        ", "next cycle       ")
                .containsPattern("Initial +\\S+Z  29 created, ");
        JsonNode json = job.done("status", "--json").json();
        assertThat(json.path("jobId").asString()).startsWith("scim.");
        assertThat(json.path("linkedUsers").asInt()).isEqualTo(25);
        assertThat(json.path("lastCycles")).hasSize(1);
    }

    @Test
    void aRestartMakesTheNextCycleInitial() {
        job.done("run");
        assertThat(job.done("restart").out()).isEqualTo("The next cycle is an initial one.\n");
        assertThat(job.done("run").out()).startsWith("Initial cycle");
        assertThat(job.done("restart", "--full").out()).contains("matches all objects again");
        assertThat(job.done("status").out()).contains("0, 0 linked");
    }

    @Test
    void deletionsWaitForADecision() {
        job.edit("job.yaml", "accidental-deletion-threshold: 500", "accidental-deletion-threshold: 2");
        job.done("run");
        job.write("assignments.yaml", "- group: Engineering\n");
        CommandRun staged = job.entra("run");
        assertThat(staged.code()).isEqualTo(1);
        assertThat(staged.out()).contains("deletions staged", "rollcall entra deletions allow");
        assertThat(job.done("log", "--action", "stagedDelete").out().lines().count()).isGreaterThan(3);
        assertThat(job.entra("run").err()).contains("wait for a decision", "rollcall entra deletions allow");
        assertThat(job.entra("deletions", "perhaps").code()).isEqualTo(2);
        assertThat(job.entra("deletions").code()).isEqualTo(2);
        assertThat(job.done("deletions", "reject").out()).contains("will not happen");
        assertThat(job.entra("deletions", "allow").code()).as("none wait any more").isEqualTo(2);
    }

    @Test
    void allowedDeletionsHappenInTheNextCycle() {
        job.edit("job.yaml", "accidental-deletion-threshold: 500", "accidental-deletion-threshold: 2");
        job.done("run");
        job.write("assignments.yaml", "- group: Engineering\n");
        job.entra("run");
        assertThat(job.done("deletions", "allow").out()).contains("may happen in the next cycle");
        assertThat(job.done("run").out()).contains(" disabled", "3 deleted");
    }

    @Test
    void anExportIsImportedIntoAnotherFolder() throws IOException {
        String exported = job.done("export").out();
        Files.writeString(around.resolve("my export.json"), exported);
        job.done("init", "other", "--token", job.endpoint().token());
        CommandRun imported = job.done("import", "my export.json", "--folder", "other");
        assertThat(imported.out()).contains("its first cycle is an initial one");
        JsonNode before = json(exported);
        JsonNode after = json(job.done("export", "--folder", "other").out());
        assertThat(after.path("schema")).isEqualTo(before.path("schema"));
        assertThat(after.path("id")).isNotEqualTo(before.path("id"));
    }

    @Test
    void whatIsNoExportIsNotImported() throws IOException {
        Files.writeString(around.resolve("broken.json"), "{");
        Files.writeString(around.resolve("other.json"), "{}");
        String before = job.read("job.yaml");
        for (String file : List.of("broken.json", "other.json", "missing.json")) {
            CommandRun run = job.entra("import", file);
            assertThat(run.code()).as(file).isEqualTo(2);
            assertThat(run.err()).startsWith("rollcall: ");
        }
        assertThat(job.read("job.yaml")).isEqualTo(before);
    }

    @Test
    void theJobMovesTo2018AndBack() {
        job.done("run");
        assertThat(job.done("move", "customappsso").out()).contains("The job is a customappsso job now",
                "the old one is in");
        assertThat(job.done("run").out()).startsWith("Initial cycle").contains("unchanged");
        assertThat(job.entra("move", "customappsso").code()).as("it is there already").isEqualTo(2);
        assertThat(job.entra("move", "zoom").err())
                .contains("There is no template \"zoom\": use scim or customappsso.");
        job.done("move", "scim");
        assertThat(job.done("status").out()).contains("job              scim.");
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
