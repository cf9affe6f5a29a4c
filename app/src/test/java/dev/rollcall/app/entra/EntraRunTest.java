package dev.rollcall.app.entra;

import dev.rollcall.app.CommandRun;
import dev.rollcall.app.command.Program;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.clients.LiveServer;
import dev.rollcall.clients.LiveServers;
import dev.rollcall.clients.StoreKind;
import dev.rollcall.directory.token.TokenScope;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code rollcall entra run}. */
@ExtendWith(LiveServers.class)
class EntraRunTest {
    private final LiveServer server;

    @TempDir
    private Path around;

    EntraRunTest(LiveServers servers) {
        server = servers.on(StoreKind.SQLITE);
    }

    @Test
    void theFirstCycleIsInitialAndTheNextIncremental() {
        CommandJob job = CommandJob.init(around, server.newEndpoint());
        CommandRun first = job.done("run");
        assertThat(first.err()).isEmpty();
        assertThat(first.out().lines().findFirst().orElseThrow())
                .matches("Initial cycle, [0-9.,]+ s: 29 created, [0-9]+ linked");
        CommandRun second = job.done("run", "--cycle", "incremental");
        assertThat(second.out()).startsWith("Incremental cycle, ").contains(": nothing to do");
        assertThat(job.done("run", "--cycle", "initial").out()).startsWith("Initial cycle, ")
                .contains("29 unchanged", "An initial cycle was asked for.");
    }

    @Test
    void jsonIsOneLineACycle() {
        CommandJob job = CommandJob.init(around, server.newEndpoint());
        JsonNode report = job.done("run", "--json").json();
        assertThat(report.at("/summary/kind").asString()).isEqualTo("INITIAL");
        assertThat(report.at("/summary/counts/created").asInt()).isEqualTo(29);
        assertThat(report.path("clean").asBoolean()).isTrue();
        assertThat(report.has("quarantine")).isFalse();
    }

    @Test
    void whatFailsIsExitCodeOneAndTheLogCanBePasted() {
        LiveServer.Endpoint narrow = server.narrowed(server.newEndpoint(), EnumSet.of(TokenScope.GET_USERS,
                TokenScope.PATCH_USERS, TokenScope.GET_GROUPS, TokenScope.POST_GROUPS, TokenScope.PATCH_GROUPS));
        CommandJob job = CommandJob.init(around, narrow);
        CommandRun run = job.entra("run", "--folder", job.folder().toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("4 created", "25 failed")
                .contains("rollcall entra log --status failure --folder " + job.folder());
    }

    @Test
    void aRefusedTokenIsQuarantineAndTheNextCycleSaysUntilWhen() {
        CommandJob job = CommandJob.init(around, server.newEndpoint());
        job.write("token", "tok_0000000000000000.wrong\n");
        CommandRun run = job.entra("run");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("Quarantine: SystemForCrossDomainIdentityManagementCredentialValidationFailure");
        CommandRun again = job.entra("run");
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).startsWith("rollcall: The job is in quarantine since ")
                .contains("rollcall entra restart");
        assertThat(job.done("status").out()).contains("phase            Quarantined");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--cycle never", "--interval 5", "--watch --interval 0", "--watch --interval 0s",
        "--watch --interval soon",
        "--cycle incremental", "surplus"})
    void wrongUsageIsExitCodeTwo(String options) {
        CommandJob job = CommandJob.init(around, server.newEndpoint());
        CommandRun run = job.entra(("run " + options).split(" "));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("rollcall: ");
    }

    @Test
    void watchingGoesOnWhileSomebodyIsEditing() throws Exception {
        CommandJob job = CommandJob.init(around, server.newEndpoint());
        String users = job.read("users.yaml");
        PipedInputStream printed = new PipedInputStream(1 << 16);
        try (PrintStream out = new PrintStream(new PipedOutputStream(printed), true, StandardCharsets.UTF_8);
                BufferedReader lines = new BufferedReader(new InputStreamReader(printed, StandardCharsets.UTF_8))) {
            Callable<Integer> command = () -> new Program(new Terminal(out, out, Map.of(), around, Clock.systemUTC()))
                    .run("entra", "run", "--watch", "--interval", "1s");
            FutureTask<Integer> watching = new FutureTask<>(command);
            Thread thread = Thread.ofPlatform().start(watching);
            await(lines, "29 created");
            job.write("users.yaml", "- userPrincipalName");
            await(lines, "rollcall: users.yaml, line 1: ");
            job.write("users.yaml", users.replace("jobTitle: Head of Engineering", "jobTitle: Chief Engineer"));
            await(lines, "Incremental cycle, ");
            job.edit("job.yaml", "users:\n", "users: [\n");
            await(lines, "job.yaml is not valid YAML");
            thread.interrupt();
            assertThat(watching.get()).isZero();
        }
        assertThat(job.done("log", "--action", "update", "--json").out()).isNotEmpty();
    }

    private static void await(BufferedReader lines, String text) throws IOException {
        String line = lines.readLine();
        while (!line.contains(text)) {
            line = lines.readLine();
        }
    }
}
