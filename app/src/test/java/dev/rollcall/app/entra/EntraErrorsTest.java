package dev.rollcall.app.entra;

import dev.rollcall.app.CommandRun;
import dev.rollcall.clients.LiveServers;
import dev.rollcall.clients.StoreKind;
import dev.rollcall.entra.state.JobLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the commands of {@code rollcall entra} say when something about the folder is wrong. */
@ExtendWith(LiveServers.class)
class EntraErrorsTest {
    private final LiveServers servers;

    @TempDir
    private Path around;

    EntraErrorsTest(LiveServers servers) {
        this.servers = servers;
    }

    @ParameterizedTest
    @ValueSource(strings = {"test-connection", "provision-on-demand x", "run", "log", "status", "restart",
        "deletions allow", "export", "import x.json", "move scim", "graph", "job list", "job delete", "job create scim",
        "job start", "schema get", "schema put x.json"})
    void withoutAJobEachCommandIsExitCodeThree(String command) {
        CommandRun run = CommandRun.of(around, ("entra " + command).split(" "));
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).isEqualTo("rollcall: There is no job in " + around.resolve("entra-job")
                + ": make one with \"rollcall entra init\", or name its folder with --folder.\n");
        assertThat(run.out()).isEmpty();
        assertThat(around).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"init", "test-connection", "provision-on-demand", "run", "log", "status", "restart",
        "deletions", "export", "import", "move"})
    void eachCommandHasAHelpAndRefusesWhatItDoesNotKnow(String command) {
        CommandRun help = CommandRun.of(around, "entra", command, "--help");
        assertThat(help.code()).isZero();
        assertThat(help.out()).startsWith("Usage: rollcall entra " + command).contains("-h, --help");
        CommandRun unknown = CommandRun.of(around, "entra", command, "--no-such-option", "x", "y");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("--no-such-option");
    }

    @Test
    void aCommandThatDoesNotExistIsExitCodeTwo() {
        assertThat(CommandRun.of(around, "entra").out()).startsWith("Usage: rollcall entra");
        CommandRun run = CommandRun.of(around, "entra", "statsu");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("status");
    }

    @Test
    void aFolderThatIsUsedByAnotherRunIsBusyAndCanBeLookedAt() {
        CommandJob job = job();
        try (JobLock _ = JobLock.take(job.folder().resolve("job.lock"))) {
            for (String command : new String[]{"run", "provision-on-demand Grace_Okafor", "restart",
                "deletions allow", "move customappsso"}) {
                CommandRun run = job.entra(command.split(" "));
                assertThat(run.code()).as(command).isEqualTo(1);
                assertThat(run.err()).as(command).startsWith("rollcall: Another run uses the job folder ");
            }
            job.done("status");
            job.done("log");
            job.done("export");
            job.done("test-connection");
        }
        job.done("run");
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaidAndCanBeLookedAt() throws IOException {
        CommandJob job = job();
        Files.createDirectory(job.folder().resolve("job.lock"));
        CommandRun run = job.entra("run");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err().lines()).singleElement().asString().contains("job.lock").contains("Check the folder");
        job.done("status");
        job.done("test-connection");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~',
            textBlock = """
                job.yaml~template: scim~template: [~is not valid YAML at line
                job.yaml~template: scim~tempalte: scim~has no key 'tempalte': did you mean template?
                job.yaml~scope: assigned~scope: everybody~scope in
                job.yaml~scope: assigned~scope:~scope in
                users.yaml~displayName: Grace Okafor~displayNam: Grace Okafor~there is no attribute displayNam; did you mean displayName?
                users.yaml~- userPrincipalName: grace~userPrincipalName: grace~users.yaml, line
                groups.yaml~- grace.okafor@contoso.example~- grace.okafer@contoso.example~grace.okafer@contoso.example
                assignments.yaml~- group: Engineering~- group: Enginering~Enginering
                """)
    void aBrokenFileIsExitCodeTwoWithItsPlace(String file, String find, String put, String said) {
        CommandJob job = job();
        job.edit(file, find, put);
        CommandRun run = job.entra("run");
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("rollcall: ").contains(file).contains(said);
    }

    @Test
    void aBrokenStateIsExitCodeOne() {
        CommandJob job = job();
        job.done("run");
        job.write("state.json", "{");
        for (String command : new String[]{"run", "status"}) {
            CommandRun run = job.entra(command);
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err()).contains("state.json is broken. Restore it from a backup, or move it away");
        }
    }

    @Test
    void filesOfWindowsAreRead() {
        CommandJob job = job();
        for (String file : new String[]{"job.yaml", "users.yaml", "groups.yaml", "assignments.yaml"}) {
            job.write(file, "\uFEFF" + job.read(file).replace("\n", "\r\n"));
        }
        job.write("token", job.endpoint().token() + "\r\n");
        assertThat(job.done("run").out()).contains("29 created");
        assertThat(job.done("export").out()).contains("\"jobTitle\"").doesNotContain("\\r");
    }

    private CommandJob job() {
        return CommandJob.init(around, servers.on(StoreKind.SQLITE).newEndpoint());
    }
}
