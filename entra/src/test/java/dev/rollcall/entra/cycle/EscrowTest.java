package dev.rollcall.entra.cycle;

import dev.rollcall.client.reader.ErrorCode;
import dev.rollcall.client.target.ObjectType;
import dev.rollcall.entra.bench.JobBench;
import dev.rollcall.entra.bench.MovableClock;
import dev.rollcall.entra.state.Escrow;
import dev.rollcall.entra.work.EscrowRules;
import dev.rollcall.entra.work.JobRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Failed objects are retried with growing gaps; source: entra.md §5.6. */
class EscrowTest {
    @TempDir
    Path folder;

    private JobBench bench;

    @BeforeEach
    void bench() {
        bench = new JobBench(folder);
    }

    @Test
    void aFailureIsLoggedInEntrasWordsAndRetriedWhenItIsDue() {
        bench.source.user("ada");
        bench.target.failOn("create", ErrorCode.ENTRY_CONFLICT);
        bench.initial();

        var error = bench.records().getFirst().provisioningStatusInfo().errorInformation().orElseThrow();
        assertThat(error.errorCode()).isEqualTo("EntryConflict");
        assertThat(error.reason())
                .endsWith("This operation was retried 0 times. It will be retried again after this date: "
                        + "2026-03-01T08:40:00.0000000Z (UTC)");
        assertThat(error.recommendedAction()).isNotBlank();

        bench.clock.advance(Duration.ofMinutes(39));
        assertThat(bench.incremental().counts().failed()).isZero();

        bench.clock.advance(Duration.ofMinutes(1));
        assertThat(bench.incremental().counts().failed()).isEqualTo(1);
        assertThat(bench.records().getFirst().provisioningStatusInfo().errorInformation().orElseThrow().reason())
                .contains("retried 1 times");
    }

    @Test
    void theGapsDoubleUpToADay() {
        EscrowRules rules = new EscrowRules(JobRules.DOCUMENTED);
        List<Long> minutes = new ArrayList<>();
        Optional<Escrow> escrow = Optional.empty();
        for (int i = 0; i < 8; i++) {
            escrow = Optional.of(rules.next(escrow, MovableClock.START, ErrorCode.TIMEOUT, "slow"));
            minutes.add(Duration.between(MovableClock.START, escrow.get().nextRetry()).toMinutes());
        }

        assertThat(minutes).containsExactly(40L, 80L, 160L, 320L, 640L, 1280L, 1440L, 1440L);
    }

    @Test
    void anotherChangeOfTheObjectIsTriedAtOnce() {
        bench.source.user("ada");
        bench.target.failOn("create", ErrorCode.BAD_REQUEST);
        bench.initial();
        bench.target.mend();

        bench.source.set("ada", "displayName", "Ada L");
        bench.incremental();

        assertThat(bench.target.count(ObjectType.USER)).isEqualTo(1);
        assertThat(bench.state.object("ada").orElseThrow().escrow()).isEmpty();
    }

    @Test
    void whatWasMatchedBeforeTheFailureStaysLinked() {
        bench.target.add(ObjectType.USER, Map.of("userName", "ada@example.com"));
        bench.source.user("ada");
        bench.target.failOn("update", ErrorCode.BAD_REQUEST);
        bench.initial();
        bench.target.mend();
        bench.target.takeRequests();

        bench.clock.advance(Duration.ofHours(1));
        bench.incremental();

        assertThat(bench.target.takeRequests())
                .contains("read User u1")
                .noneMatch(request -> request.startsWith("match") || request.startsWith("create"));
    }

    @Test
    void anObjectThatTheTargetLostIsAnInvalidAnchorInAnIncrementalCycle() {
        bench.source.user("ada");
        bench.initial();
        bench.target.remove("u1");
        bench.source.set("ada", "displayName", "Ada L");

        bench.incremental();

        var error = bench.records().getFirst().provisioningStatusInfo().errorInformation().orElseThrow();
        assertThat(error.errorCode()).isEqualTo("InvalidAnchor");
        assertThat(error.recommendedAction()).contains("restart");
    }

    @Test
    void aFailedDisablingIsRetried() {
        bench.source.user("ada");
        bench.initial();
        bench.target.failOn("disable", ErrorCode.INTERNAL_SERVER_ERROR);
        bench.source.unassign("ada");
        bench.incremental();
        assertThat(bench.recordTexts()).containsExactly("disable failure ada");
        bench.target.mend();
        bench.target.takeRequests();

        bench.incremental();
        assertThat(bench.target.takeWrites()).isEmpty();

        bench.clock.advance(Duration.ofHours(1));
        bench.incremental();
        assertThat(bench.target.takeWrites()).containsExactly("disable u1");
    }

    @Test
    void aFailedDeletionOfAnObjectThatIsGoneIsRetried() {
        bench.source.user("ada");
        bench.initial();
        bench.target.failOn("delete", ErrorCode.INTERNAL_SERVER_ERROR);
        bench.source.delete("ada");
        bench.incremental();
        bench.target.mend();
        bench.target.takeRequests();

        bench.incremental();
        assertThat(bench.target.takeWrites()).isEmpty();

        bench.clock.advance(Duration.ofHours(1));
        bench.incremental();
        assertThat(bench.target.takeWrites()).containsExactly("delete User u1");
        assertThat(bench.state.object("ada")).isEmpty();
    }

    @Test
    void aRestartForgetsEscrows() {
        bench.source.user("ada");
        bench.target.failOn("create", ErrorCode.BAD_REQUEST);
        bench.initial();

        bench.state.restart(false);

        assertThat(bench.state.watermark()).isEmpty();
        assertThat(bench.state.object("ada").orElseThrow().escrow()).isEmpty();
    }
}
