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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The steps of Microsoft's page on SCIM compliance as commands, and what is asked for once. */
@ExtendWith(LiveServers.class)
class EntraStepsTest {
    private static final Path PAGE = Path.of("..", "docs", "entra.md");

    private final LiveServers servers;
    private CommandJob job;

    @TempDir
    private Path around;

    EntraStepsTest(LiveServers servers) {
        this.servers = servers;
    }

    @BeforeEach
    void init() {
        job = CommandJob.init(around, servers.on(StoreKind.SQLITE).newEndpoint());
    }

    @Test
    void aJobIsMovedStepByStepAndItsMappingsComeBack() throws IOException {
        job.edit("job.yaml", "users:\n", "users:\n  mappings:\n    - target: title\n      remove: true\n");
        job.done("run");
        String old = job.done("job", "list", "--json").json().path(0).path("jobId").asString();
        assertThat(job.done("job", "list").out()).contains(old, "scim", "Active", job.endpoint().url());
        Files.writeString(around.resolve("schema-backup.json"), job.done("schema", "get").out());

        CommandRun unsure = job.entra("job", "delete");
        assertThat(unsure.code()).isEqualTo(2);
        assertThat(unsure.err()).contains(
                "This would delete the job " + old + " with the links of 25 users and 4 groups",
                "add --yes");
        assertThat(job.done("job", "delete", "--yes").out()).contains("Deleted the job " + old,
                "rollcall entra job create scim");
        assertThat(job.done("job", "list").err()).contains("was deleted");
        assertThat(job.done("job", "list", "--json").out()).isEqualTo("[]\n");
        CommandRun gone = job.entra("run");
        assertThat(gone.code()).isEqualTo(3);
        assertThat(gone.err()).contains("was deleted: make one with \"rollcall entra job create scim\"");
        assertThat(job.entra("job", "create", "zoom").err()).contains("use scim or customappsso");

        assertThat(job.done("job", "create", "customappsso").out()).contains("Made the job customappsso.");
        assertThat(job.entra("job", "create", "scim").err()).contains("There is a job in");
        assertThat(job.done("schema", "put", "schema-backup.json").out()).contains("The job has this schema now");
        assertThat(job.done("schema", "get").out()).isEqualTo(Files.readString(around.resolve("schema-backup.json")))
                .doesNotContain("jobTitle");
        job.done("test-connection");
        assertThat(job.done("run").out()).startsWith("Initial cycle").contains("29 unchanged");
    }

    @Test
    void aPersonIsAskedBeforeTheJobIsDeleted() {
        assertThat(before("no", "job", "delete").err()).contains("Nothing was deleted");
        assertThat(job.folder().resolve("job.yaml")).exists();
        assertThat(before("delete", "job", "delete").code()).isZero();
        assertThat(job.folder().resolve("job.yaml")).doesNotExist();
    }

    @Test
    void aScriptAgreesOnceByAFlagThatUsersAreDeletedInsteadOfDisabled() {
        job.edit("job.yaml", "users:\n", "users:\n  mappings:\n    - target: active\n      remove: true\n");
        for (String command : List.of("run", "run --watch", "job start", "provision-on-demand Grace_Okafor",
                "move customappsso")) {
            CommandRun refused = job.entra(command.split(" "));
            assertThat(refused.code()).as(command).isEqualTo(2);
            assertThat(refused.err()).as(command).contains("no row for active", "To agree, add --confirm-deletion.");
        }
        assertThat(job.done("run", "--confirm-deletion").out()).contains("29 created");
        job.done("run");
        job.write("assignments.yaml", "- group: Engineering\n");
        assertThat(job.done("run").out()).contains(" deleted").doesNotContain("disabled");
    }

    @Test
    void aPersonAgreesOnceOrNothingIsDone() {
        job.edit("job.yaml", "users:\n", "users:\n  mappings:\n    - target: active\n      remove: true\n");
        CommandRun declined = before("no", "run");
        assertThat(declined.code()).isEqualTo(1);
        assertThat(declined.err()).isEqualTo("rollcall: Nothing was done.\n");
        assertThat(before("delete", "run").out()).contains("29 created");
        job.done("run");
    }

    @Test
    void aFilterOrAMappingThatIsMistypedIsRefusedWithItsLineAndWhatWasMeant() {
        String before = job.read("job.yaml");
        int line = (int) before.substring(0, before.indexOf("\nusers:")).lines().count() + 1;
        job.edit("job.yaml", "users:\n", "users:\n  scoping-filters:\n    - clauses:\n"
                + "        - {attribute: city, operator: EQALS, value: Bonn}\n");
        CommandRun operator = job.entra("run");
        assertThat(operator.code()).isEqualTo(2);
        assertThat(operator.err()).contains("job.yaml, line " + (line + 3) + ":", "did you mean EQUALS?");

        job.write("job.yaml", before.replace("users:\n", "users:\n  mappings:\n"
                + "    - {target: title, source: jobTitel}\n"));
        assertThat(job.entra("run").err()).contains("job.yaml, line " + (line + 2) + ":", "did you mean jobTitle?");
    }

    @Test
    void aPortThatIsNoneIsWrongUsage() {
        CommandRun run = job.entra("graph", "--port", "70000");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--port must be from 0 to 65535");
    }

    @Test
    void eachCommandThatThePageNamesIsThere() throws IOException {
        List<String> commands = Pattern
                .compile("`?\\./rollcall (entra [a-z-]+(?: (?:list|delete|create|start|get|put))?)")
                .matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult found) -> found.group(1))
                .distinct()
                .toList();
        assertThat(commands).contains("entra job create", "entra schema put", "entra graph").hasSizeGreaterThan(12);
        for (String command : commands) {
            CommandRun help = CommandRun.of(around, (command + " --help").split(" "));
            assertThat(help.code()).as(command).isZero();
            assertThat(help.out()).as(command).startsWith("Usage: rollcall " + command).contains("Example");
        }
    }

    /** Runs a command before a person who answers that. */
    private CommandRun before(String answer, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "entra";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return CommandRun.of(around, new Screen() {
            @Override
            public OptionalInt columns() {
                return OptionalInt.of(80);
            }

            @Override
            public Optional<String> ask(String question) {
                return Optional.of(answer);
            }
        }, all);
    }
}
