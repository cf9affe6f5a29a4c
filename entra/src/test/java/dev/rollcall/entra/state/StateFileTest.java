package dev.rollcall.entra.state;

import dev.rollcall.client.target.ObjectType;
import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.definition.JobException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The state in its one file. */
class StateFileTest {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

    @TempDir
    Path folder;

    private Path path;
    private StateFile file;

    @BeforeEach
    void file() {
        path = folder.resolve("state.json");
        file = new StateFile(path);
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        JobState state = new JobState("scim.1");
        Escrow escrow = new Escrow(2, NOW, NOW.plusSeconds(60), "Timeout", "slow");
        state.put("u",
                ObjectState.unlinked(ObjectType.USER, "Ada", "d1")
                        .linkedTo("t1")
                        .withManager(Optional.of("m"))
                        .failed("d2", escrow));
        state.put("g",
                ObjectState.unlinked(ObjectType.GROUP, "Crew", "d3")
                        .linkedTo("t2")
                        .withMembers(List.of("z", "u"), Optional.of(escrow)));
        state.advance(NOW, "definition");
        state.enterQuarantine(new Quarantine(QuarantineReason.TOO_MANY_DELETES, "many", NOW, NOW.plusSeconds(9), 1));
        state.stage(List.of("u"));
        state.addCycle(new CycleSummary("c", CycleKind.INITIAL, NOW, NOW, CycleOutcome.COMPLETED, CycleCounts.NONE));

        file.write(state);
        JobState read = file.read().orElseThrow();

        assertThat(read.document()).isEqualTo(state.document());
        assertThat(read.object("g").orElseThrow().members()).containsExactly("u", "z");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void beforeTheFirstWriteThereIsNone() {
        assertThat(file.read()).isEmpty();
    }

    @Test
    void aNewerVersionIsRefusedWithAClearWord() throws IOException {
        Files.writeString(path, "{\"version\": 2, \"anything\": []}");

        assertThatExceptionOfType(JobException.class)
                .isThrownBy(file::read)
                .satisfies(refusal -> assertThat(refusal.problem()).isEqualTo(Problem.STATE))
                .withMessageContaining("newer version (2; this one reads up to 1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "{\"version\": 1}", "{\"version\": \"x\"}"})
    void aBrokenFileIsRefusedAndStays(String text) throws IOException {
        Files.writeString(path, text);

        assertThatExceptionOfType(JobException.class)
                .isThrownBy(file::read)
                .satisfies(refusal -> assertThat(refusal.problem()).isEqualTo(Problem.STATE))
                .withMessageContaining("broken");
        assertThat(path).hasContent(text);
    }

    @Test
    void onlyTheLastCyclesAreKept() {
        JobState state = new JobState("scim.1");
        for (int i = 0; i < 30; i++) {
            state.addCycle(new CycleSummary(
                    "c" + i, CycleKind.INCREMENTAL, NOW, NOW, CycleOutcome.COMPLETED, CycleCounts.NONE));
        }

        assertThat(state.lastCycles()).hasSize(JobState.MAX_CYCLES)
                .first()
                .extracting(CycleSummary::cycleId)
                .isEqualTo("c29");
    }

    @Test
    void theLockIsHeldByOneRunAndComesBack() {
        Path lock = folder.resolve("job.lock");
        try (JobLock _ = JobLock.take(lock)) {
            assertThatExceptionOfType(JobException.class)
                    .isThrownBy(() -> JobLock.take(lock))
                    .satisfies(refusal -> assertThat(refusal.problem()).isEqualTo(Problem.BUSY));
        }
        JobLock.take(lock).close();
    }
}
