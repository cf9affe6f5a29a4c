package dev.rollcall.entra.cycle;

import dev.rollcall.client.reader.ErrorCode;
import dev.rollcall.entra.bench.JobBench;
import dev.rollcall.entra.bench.MovableClock;
import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.definition.JobException.Problem;
import dev.rollcall.entra.state.CycleCounts;
import dev.rollcall.entra.state.CycleKind;
import dev.rollcall.entra.state.CycleOutcome;
import dev.rollcall.entra.state.Quarantine;
import dev.rollcall.entra.state.QuarantineReason;
import dev.rollcall.entra.work.JobRules;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Quarantine by the documented numbers, and its back-off; source: entra.md §5.6. */
class QuarantineTest {
    @TempDir
    Path folder;

    private JobBench bench;

    @BeforeEach
    void bench() {
        bench = new JobBench(folder);
    }

    @ParameterizedTest
    @CsvSource({
        // failed, succeeded, failed references, quarantined
        "4999,0,0,false",
        "5000,0,0,true",
        "5000,7500,0,false",
        "5000,7499,0,true",
        "40000,60000,0,false",
        "40001,1000000,0,true",
        "40000,1000000,20000,false",
        "40000,1000000,20001,true",
        "0,1000000,60000,false",
        "0,1000000,60001,true",
        "5000,7500,30000,false"
    })
    void theDocumentedNumbersDecide(int failed, int succeeded, int references, boolean quarantined) {
        CycleCounts counts = new CycleCounts(succeeded, 0, 0, 0, 0, 0, failed, 0, 0, references, 0);

        assertThat(new QuarantineRules(JobRules.DOCUMENTED).tooManyFailures(counts).isPresent())
                .isEqualTo(quarantined);
    }

    @Test
    void retriesFollowAfter6And12And24HoursAndThenDailyUntilTheJobIsSwitchedOffAfter28Days() {
        QuarantineRules rules = new QuarantineRules(JobRules.DOCUMENTED);
        Instant now = MovableClock.START;
        List<Long> hours = new ArrayList<>();
        Quarantine quarantine = enter(rules, Optional.empty(), now);
        while (!rules.isOver(quarantine, now)) {
            hours.add(Duration.between(MovableClock.START, quarantine.nextAttempt()).toHours());
            now = quarantine.nextAttempt();
            quarantine = enter(rules, Optional.of(quarantine), now);
        }

        assertThat(hours).startsWith(6L, 12L, 24L, 48L, 72L).endsWith(27L * 24, 28L * 24).hasSize(30);
        assertThat(quarantine.attempts()).isEqualTo(30);
    }

    private static Quarantine enter(QuarantineRules rules, Optional<Quarantine> previous, Instant now) {
        return rules.enter(previous, QuarantineReason.ENCOUNTERED_QUARANTINE_EXCEPTION, "broken", now);
    }

    @Test
    void brokenCredentialsLeadThereAtOnceAndNothingIsSent() {
        bench.source.user("ada");
        bench.target.failOn("probe", ErrorCode.CREDENTIAL_VALIDATION_FAILURE);

        var summary = bench.initial();

        assertThat(summary.outcome()).isEqualTo(CycleOutcome.QUARANTINED);
        assertThat(bench.target.takeRequests()).containsExactly("probe User userName");
        assertThat(bench.state.quarantine().orElseThrow().reason())
                .isEqualTo(QuarantineReason.ENCOUNTERED_QUARANTINE_EXCEPTION);
        assertThat(bench.state.watermark()).isEmpty();
    }

    @Test
    void aTokenThatIsRevokedInTheMiddleEndsTheCycleAndWhatWasDoneIsRemembered() {
        bench.set(settings -> settings.withParallelism(1));
        bench.source.user("ada").user("bob").user("cleo");
        bench.target.failOn("bob", ErrorCode.UNAUTHORIZED);

        bench.initial();

        assertThat(bench.state.quarantine()).isPresent();
        assertThat(bench.state.object("ada").orElseThrow().targetId()).contains("u1");
        assertThat(bench.target.takeRequests()).noneMatch(request -> request.contains("cleo"));
    }

    @Test
    void noCycleIsRunBeforeTheNextAttemptAndTheNextThatWorksEndsIt() {
        bench.source.user("ada");
        bench.target.failOn("probe", ErrorCode.CREDENTIAL_VALIDATION_UNAVAILABLE);
        bench.initial();
        bench.clock.advance(Duration.ofHours(6).minusSeconds(1));
        assertThatExceptionOfType(JobException.class)
                .isThrownBy(() -> decide(CycleChoice.AUTOMATIC))
                .satisfies(refusal -> assertThat(refusal.problem()).isEqualTo(Problem.QUARANTINED))
                .withMessageContaining("2026-03-01T14:00:00Z");

        bench.clock.advance(Duration.ofSeconds(1));
        assertThat(decide(CycleChoice.AUTOMATIC).kind()).isEqualTo(CycleKind.INITIAL);
        bench.target.mend();
        bench.initial();

        assertThat(bench.state.quarantine()).isEmpty();
    }

    @Test
    void tooManyFailuresLeadThereAndTheBackOffCountsFromTheEntry() {
        bench.rules = bench.rules.withFailureLimits(3, 0.40);
        bench.source.user("a").user("b").user("c");
        bench.target.failOn("create", ErrorCode.BAD_REQUEST);
        bench.initial();
        Quarantine first = bench.state.quarantine().orElseThrow();
        assertThat(first.reason()).isEqualTo(QuarantineReason.ENCOUNTERED_ESCROW_PROPORTION_THRESHOLD);

        bench.clock.advance(Duration.ofHours(6));
        bench.incremental();

        Quarantine second = bench.state.quarantine().orElseThrow();
        assertThat(second.since()).isEqualTo(first.since());
        assertThat(second.nextAttempt()).isEqualTo(first.since().plus(Duration.ofHours(12)));

        bench.target.mend();
        bench.clock.advance(Duration.ofHours(6));
        bench.incremental();
        assertThat(bench.state.quarantine()).isEmpty();
    }

    @Test
    void afterFourWeeksTheJobIsSwitchedOffUntilItIsRestarted() {
        bench.source.user("ada");
        bench.target.failOn("probe", ErrorCode.CREDENTIAL_VALIDATION_FAILURE);
        bench.initial();
        bench.clock.advance(Duration.ofDays(28));

        assertThat(bench.initial().outcome()).isEqualTo(CycleOutcome.DISABLED);
        assertThatExceptionOfType(JobException.class)
                .isThrownBy(() -> decide(CycleChoice.AUTOMATIC))
                .satisfies(refusal -> assertThat(refusal.problem()).isEqualTo(Problem.DISABLED));

        bench.state.restart(false);
        assertThat(decide(CycleChoice.AUTOMATIC).kind()).isEqualTo(CycleKind.INITIAL);
    }

    private CycleDecision decide(CycleChoice choice) {
        return CycleDecision.of(choice, bench.job, bench.state, bench.clock.instant());
    }
}
