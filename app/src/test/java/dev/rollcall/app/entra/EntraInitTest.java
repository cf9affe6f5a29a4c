package dev.rollcall.app.entra;

import dev.rollcall.app.CommandRun;
import dev.rollcall.clients.LiveServer.Endpoint;
import dev.rollcall.clients.LiveServers;
import dev.rollcall.clients.StoreKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code rollcall entra init}, and how the other commands find the folder that it made. */
@ExtendWith(LiveServers.class)
class EntraInitTest {
    private final Endpoint endpoint;

    @TempDir
    private Path around;

    EntraInitTest(LiveServers servers) {
        endpoint = servers.on(StoreKind.SQLITE).newEndpoint();
    }

    @Test
    void theTokenIsInAFileOfItsOwnThatOnlyTheOwnerReads() throws IOException {
        CommandRun run = run("init", "--url", endpoint.url(), "--token", endpoint.token());
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines()).containsExactly(
                "A job with a directory of 25 users and 4 groups is in entra-job.",
                "Then: rollcall entra test-connection",
                "      rollcall entra run");
        Path job = around.resolve("entra-job");
        assertThat(job).isDirectoryContaining("glob:**/job.yaml").isDirectoryContaining("glob:**/users.yaml");
        assertThat(Files.readString(job.resolve("token"))).isEqualTo(endpoint.token() + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(job.resolve("token"))))
                .isEqualTo("rw-------");
        assertThat(Files.readString(job.resolve("job.yaml"))).doesNotContain(endpoint.token());
    }

    @Test
    void aFolderWithBlanksIsNamedSoThatItCanBePasted() {
        CommandRun run = run("init", "my job's", "--url", endpoint.url(), "--token", endpoint.token());
        assertThat(run.out()).contains("rollcall entra run --folder 'my job'\\''s'");
        assertThat(run("run", "--folder", "my job's").code()).isZero();
        assertThat(run("status", "--folder", around.resolve("my job's").toString()).out()).contains("25, 4 linked");
    }

    @Test
    void withoutUrlAndTokenItSaysWhereTheyBelong() {
        CommandRun run = run("init", "a/b");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("Write the endpoint's URL into a/b/job.yaml.", "ROLLCALL_SCIM_TOKEN",
                "rollcall entra run --folder a/b");
        CommandRun without = run("test-connection", "--folder", "a/b");
        assertThat(without.code()).isEqualTo(2);
        assertThat(without.err()).startsWith("rollcall: The environment variable ROLLCALL_SCIM_TOKEN");
    }

    @Test
    void theFolderMayBeNamedByAVariableOrBeTheWorkingDirectory() {
        run("init", "job", "--url", endpoint.url());
        Map<String, String> environment = Map.of("ROLLCALL_SCIM_TOKEN", endpoint.token(), "ROLLCALL_ENTRA_FOLDER",
                around.resolve("job").toString());
        assertThat(CommandRun.of(around, environment, "entra", "test-connection").code()).isZero();
        assertThat(CommandRun.of(around.resolve("job"), Map.of("ROLLCALL_SCIM_TOKEN", endpoint.token()), "entra",
                "run").code()).isZero();
    }

    @Test
    void aJobOfTheServiceAsItWasIn2018() {
        run("init", "--url", endpoint.url(), "--token", endpoint.token(), "--customappsso");
        assertThat(run("status").out()).contains("customappsso");
        assertThat(run("run").code()).isZero();
    }

    @Test
    void aFolderThatHasAJobOrADirectoryOrATokenIsLeftAlone() throws IOException {
        run("init");
        assertThat(run("init").code()).isEqualTo(2);
        assertThat(run("init").err()).contains("There is a job in").contains("already");
        Files.createDirectories(around.resolve("other"));
        Files.writeString(around.resolve("other/users.csv"), "userPrincipalName\n");
        assertThat(run("init", "other").err()).contains("There is already a file users.csv");
        Files.createDirectories(around.resolve("third"));
        Files.writeString(around.resolve("third/token"), "old");
        assertThat(run("init", "third", "--token", "new").err()).contains("There is a file").contains("token");
        assertThat(around.resolve("third/job.yaml")).doesNotExist();
        assertThat(around.resolve("third/token")).hasContent("old");
    }

    @Test
    void aPlaceThatCannotBeWrittenIsSaid() throws IOException {
        Files.writeString(around.resolve("file"), "");
        CommandRun run = run("init", "file/job");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err().lines()).singleElement()
                .asString()
                .startsWith("rollcall: The folder ")
                .contains("cannot be written");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scim.example.com", "ftp://host/scim", "https://host:99999/scim",
        "https://host/scim?aadOptscim062020/Users"})
    void aUrlThatIsNoneIsWrongUsageAndNothingIsMade(String url) {
        CommandRun run = run("init", "--url", url);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("The tenant URL '" + url.replaceFirst("[?].*", "") + "' cannot be used")
                .contains("see \"rollcall entra init --help\"");
        assertThat(around).isEmptyDirectory();
    }

    private CommandRun run(String... arguments) {
        return new CommandJob(around, endpoint).entra(arguments);
    }
}
