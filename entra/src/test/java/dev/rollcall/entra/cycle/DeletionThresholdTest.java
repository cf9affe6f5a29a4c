package dev.rollcall.entra.cycle;

import dev.rollcall.client.target.ObjectType;
import dev.rollcall.entra.bench.JobBench;
import dev.rollcall.entra.state.CycleOutcome;
import dev.rollcall.entra.state.QuarantineReason;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Deletions beyond the threshold wait for a decision; source: entra.md §5.7. */
class DeletionThresholdTest {
    @TempDir
    Path folder;

    private JobBench bench;

    @BeforeEach
    void provisioned() {
        bench = new JobBench(folder);
        bench.set(settings -> settings.withParallelism(1).withDeletionThreshold(OptionalInt.of(2)));
        bench.source.user("a").user("b").user("c").user("d").group("crew", "a");
        bench.initial();
        bench.target.takeRequests();
    }

    @Test
    void asManyAsTheThresholdAreDone() {
        bench.source.unassign("b").delete("c");

        assertThat(bench.incremental().outcome()).isEqualTo(CycleOutcome.COMPLETED);
        assertThat(bench.target.takeWrites()).containsExactly("disable u2", "delete User u3");
    }

    @Test
    void oneMoreStagesThemAllAndNothingIsDone() {
        bench.source.unassign("b").delete("c").delete("crew").set("d", "displayName", "Dee");

        var summary = bench.incremental();

        assertThat(summary.outcome()).isEqualTo(CycleOutcome.QUARANTINED);
        assertThat(summary.counts().staged()).isEqualTo(3);
        assertThat(bench.target.takeWrites()).isEmpty();
        assertThat(bench.recordTexts())
                .containsExactlyInAnyOrder("stagedDelete skipped b", "stagedDelete skipped c",
                        "stagedDelete skipped crew");
        assertThat(bench.state.quarantine().orElseThrow().reason()).isEqualTo(QuarantineReason.TOO_MANY_DELETES);
        assertThat(bench.state.stagedDeletions()).containsExactlyInAnyOrder("b", "c", "crew");
    }

    @Test
    void blockedUsersThatAreFoundInTheTargetAreDisabledWithinTheThresholdAndTheOthersWait() {
        for (int i = 0; i < 5; i++) {
            bench.source.user("blocked" + i).enabled("blocked" + i, false);
            bench.target.add(ObjectType.USER, Map.of("userName", "blocked" + i + "@example.com", "active", "True"));
        }
        bench.incremental();
        assertThat(bench.target.takeWrites()).hasSize(2).allMatch(request -> request.startsWith("disable "));

        assertThat(bench.incremental().outcome()).isEqualTo(CycleOutcome.QUARANTINED);
        assertThat(bench.target.takeWrites()).isEmpty();
        assertThat(bench.state.stagedDeletions()).containsExactlyInAnyOrder("blocked2", "blocked3", "blocked4");
    }

    @Test
    void switchedOffAccountsCountToo() {
        bench.source.enabled("a", false).enabled("b", false).delete("c");

        assertThat(bench.incremental().outcome()).isEqualTo(CycleOutcome.QUARANTINED);
        assertThat(bench.target.takeWrites()).isEmpty();
        assertThat(bench.state.stagedDeletions()).containsExactlyInAnyOrder("a", "b", "c");

        bench.state.allowStaged();
        bench.incremental();
        assertThat(bench.target.takeWrites()).containsExactly("disable u1", "disable u2", "delete User u3");
    }

    @Test
    void whoIsDisabledAlreadyDoesNotCountAgain() {
        bench.source.enabled("a", false).enabled("b", false);
        bench.incremental();
        bench.source.set("a", "displayName", "A").set("b", "displayName", "B").enabled("c", false).unassign("d");

        assertThat(bench.incremental().outcome()).isEqualTo(CycleOutcome.COMPLETED);
        assertThat(bench.target.takeWrites()).containsExactly("disable u1", "disable u2", "disable u3", "disable u4");
    }

    @Test
    void allowedDeletionsHappenInTheNextCycle() {
        bench.source.delete("b").delete("c").delete("d");
        bench.incremental();

        bench.state.allowStaged();
        bench.incremental();

        assertThat(bench.target.takeWrites()).containsExactly("delete User u2", "delete User u3", "delete User u4");
        assertThat(bench.state.allowedDeletions()).isEmpty();
    }

    @Test
    void rejectedDeletionsLeaveTheirObjectsUntilTheyAreInScopeAgain() {
        bench.source.unassign("b").unassign("c").unassign("d");
        bench.incremental();

        bench.state.rejectStaged();
        bench.incremental();
        assertThat(bench.target.takeWrites()).isEmpty();
        assertThat(bench.state.quarantine()).isEmpty();

        bench.source.assign("b");
        bench.incremental();
        bench.source.unassign("b");
        bench.incremental();
        assertThat(bench.target.takeWrites()).containsExactly("disable u2");
    }

    @Test
    void aMendedSourceEndsItByItself() {
        bench.source.unassign("b").unassign("c").unassign("d");
        bench.incremental();

        bench.source.assign("b").assign("c").assign("d");
        assertThat(bench.incremental().outcome()).isEqualTo(CycleOutcome.COMPLETED);
        assertThat(bench.state.stagedDeletions()).isEmpty();
        assertThat(bench.target.takeWrites()).isEmpty();
    }
}
