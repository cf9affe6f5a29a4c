package dev.rollcall.app.command;

import dev.rollcall.app.CommandRun;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Screen;
import dev.rollcall.outbound.fault.Fault;
import dev.rollcall.outbound.fault.FaultTarget;
import dev.rollcall.outbound.fault.TargetTrait;
import dev.rollcall.outbound.house.OutboundHouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code rollcall sync}, with no service on the store: the command does the work. */
class SyncCommandTest {
    private static final Screen WATCHED = new Screen() {
        @Override
        public OptionalInt columns() {
            return OptionalInt.of(80);
        }

        @Override
        public Optional<String> ask(String question) {
            return Optional.empty();
        }
    };

    @TempDir
    private Path folder;

    private FaultTarget target;

    /** Three people here; the target has the first as she was, and one who is gone. */
    @BeforeEach
    void people() throws IOException {
        target = FaultTarget.start();
        Files.writeString(folder.resolve("rollcall.yaml"), "outbound:\n  allowed-networks: 127.0.0.1\n");
        Files.writeString(folder.resolve("crm.token"), FaultTarget.TOKEN);
        try (OutboundHouse house = new OutboundHouse(folder.resolve("data"), Clock.systemUTC(), 3)) {
            String ada = house.user("ada");
            house.user("bea");
            house.user("cid");
            target.plant(
                    "{\"userName\":\"old@acme.example\",\"active\":true,\"externalId\":\"" + house.userId(ada) + "\"}");
        }
        for (int i = 0; i < 9; i++) {
            target.plant("{\"userName\":\"foreign%d\"}".formatted(i));
        }
        target.behave(TargetTrait.ALLOWS_DUPLICATES, true);
        done("stream", "create", "crm", "--scim", target.url().toString(), "--token-file", "crm.token");
        target.forgetJournal();
    }

    @AfterEach
    void close() {
        target.close();
    }

    @Test
    void aDryRunTellsApplyDoesItAndVerifyFindsThemEqual() {
        CommandRun plan = done("sync", "crm", "--dry-run");
        assertThat(plan.out()).startsWith("here: 3 users\nat the target: 10 users")
                .containsPattern("WOULD BE DONE +HOW OFTEN\n")
                .containsPattern("create +2\n")
                .containsPattern("update +1\n")
                .containsPattern("foreign +9\n")
                .containsPattern("userName +1\n")
                .contains("\"rollcall sync crm --apply\" does it");
        JsonNode json = done("sync", "crm", "--dry-run", "--json").json();
        assertThat(json.path("mode").stringValue()).isEqualTo("dry-run");
        assertThat(json.path("report").path("plan").path("create").intValue()).isEqualTo(2);
        assertThat(target.asked()).allMatch(what -> what.startsWith("GET "));
        CommandRun differs = run("sync", "crm", "--verify");
        assertThat(differs.code()).isEqualTo(ExitCode.FAILED);
        assertThat(differs.out()).contains("They differ: \"rollcall sync crm --apply\" mends it");

        CommandRun applied = CommandRun.of(folder, WATCHED, "sync", "crm", "--apply");
        assertThat(applied.code()).as(applied.err()).isZero();
        assertThat(applied.out()).containsPattern("DONE +HOW OFTEN\n").containsPattern("create +2\n");
        assertThat(applied.err()).contains("comparing: ", "applying [");
        assertThat(done("sync", "crm", "--verify").out()).contains("Both are equal");
        assertThat(target.users()).hasSize(12);
        assertThat(done("sync", "crm", "--apply").out()).doesNotContain("create").contains("equal");
    }

    @Test
    void anInterruptedOneGoesOnWhereItWas() throws Exception {
        target.always("POST /Users", Fault.error(503, "", "Not now"));
        FutureTask<CommandRun> task = new FutureTask<>(() -> run("sync", "crm", "--apply"));
        Thread thread = Thread.ofPlatform().start(task);
        while (!target.asked().contains("POST /Users")) {
            Thread.onSpinWait();
        }
        thread.interrupt();
        CommandRun interrupted = task.get();
        assertThat(interrupted.code()).isEqualTo(ExitCode.FAILED);
        assertThat(interrupted.err()).contains("The same command goes on where it was");
        CommandRun other = run("sync", "crm", "--dry-run");
        assertThat(other.code()).isEqualTo(ExitCode.FAILED);
        assertThat(other.err()).contains("A synchronisation of the stream is running");

        target.heal();
        assertThat(done("sync", "crm", "--apply").out()).containsPattern("create +2\n").containsPattern("update +1\n");
        assertThat(target.users()).hasSize(12);
        assertThat(done("sync", "crm", "--verify").out()).contains("Both are equal");
    }

    @Test
    void anExportIsCarriedOver() throws IOException {
        Files.writeString(folder.resolve("export.csv"), """
            user_id,email,name,blocked
            auth0|1,dee@example.com,Dee,
            auth0|2,eve@example.com,Eve,true
            """);
        CommandRun plan = done("sync", "crm", "--dry-run", "--from", "export.csv");
        assertThat(plan.out()).startsWith("in the file: 2 users, 1 blocked\n")
                .contains("\"rollcall sync crm --apply --from ")
                .contains("export.csv\" does it");
        assertThat(done("sync", "crm", "--apply", "--from", "export.csv").out()).containsPattern("create +2\n");
        assertThat(target.user("auth0|2").orElseThrow().path("active").booleanValue()).isFalse();
        assertThat(done("sync", "crm", "--verify", "--from", "export.csv").code()).isZero();
        assertThat(target.users()).hasSize(12);
    }

    @Test
    void moreThanMayDepartIsStoppedAndWhatCannotBeMeantIsSaid() throws IOException {
        target.plant("{\"userName\":\"gone\",\"active\":true,\"externalId\":\"samlp|acme|gone\"}");
        CommandRun stopped = run("sync", "crm", "--apply");
        assertThat(stopped.code()).isEqualTo(ExitCode.FAILED);
        assertThat(stopped.out()).contains("Stopped: ", "Nothing was changed", "--max-departures");
        assertThat(done("sync", "crm", "--apply", "--max-departures", "50%").out()).containsPattern("delete +1\n");

        wrong("one of", "sync", "crm");
        wrong("--apply", "sync", "crm", "--dry-run", "--apply");
        wrong("0% to 100%", "sync", "crm", "--verify", "--max-departures", "101%");
        wrong("no file", "sync", "crm", "--apply", "--from", "none.csv");
        assertThat(run("sync", "nobody", "--verify").code()).isEqualTo(ExitCode.NOT_FOUND);
        Files.writeString(folder.resolve("users.txt"), "");
        assertThat(run("sync", "crm", "--apply", "--from", "users.txt").out()).contains("Stopped: users.txt",
                ".ndjson");
    }

    private void wrong(String said, String... words) {
        CommandRun run = run(words);
        assertThat(run.code()).as(run.out()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(run.err()).contains(said);
    }

    private CommandRun run(String... words) {
        return CommandRun.of(folder, words);
    }

    private CommandRun done(String... words) {
        CommandRun run = run(words);
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        return run;
    }
}
