package dev.rollcall.outbound.proof;

import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.outbound.fault.Fault;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a target does wrong, once it is well it equals the source, and nothing is lost, doubled or out of order. */
class FaultMatrixTest {
    private static final int CHANGES = 60;

    @TempDir
    Path folder;

    /**
     * One way in which a target misbehaves.
     *
     * @param mayFail whether an answer can be so wrong, three times in a row, that somebody has to look and send it again
     */
    record Vice(String name, List<Fault> faults, boolean mayFail) {
        Vice(String name, List<Fault> faults) {
            this(name, faults, false);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Vice> vices() {
        return List.of(
                new Vice("answers late or never", List.of(Fault.stall(), Fault.commitThenStall())),
                new Vice("resets in the body", List.of(Fault.resetMidBody())),
                new Vice("resets before and after it has done it", List.of(Fault.reset(), Fault.commitThenReset())),
                new Vice("500", List.of(Fault.status(500), Fault.commitThen(500), Fault.status(503))),
                new Vice("429 with Retry-After", List.of(Fault.busy(0))),
                new Vice("malformed JSON", List.of(Fault.malformedJson()), true),
                new Vice("wrong shape", List.of(Fault.wrongShape(), Fault.page()), true),
                new Vice("slow loris", List.of(Fault.dribble())),
                new Vice("acknowledges twice", List.of(new Fault.Twice())),
                new Vice("promises more than it sends", List.of(new Fault.Short(10))),
                new Vice("everything at once", List.of(Fault.stall(), Fault.commitThenReset(), Fault.resetMidBody(),
                        Fault.status(500), Fault.busy(0), Fault.malformedJson(), Fault.wrongShape(), Fault.dribble(),
                        new Fault.Twice(), new Fault.Short(3)), true));
    }

    /** The two that found most, in every build. */
    static List<Vice> worst() {
        return vices().stream().filter(vice -> vice.name.contains("twice") || vice.name.contains("at once")).toList();
    }

    static List<Vice> others() {
        return vices().stream().filter(vice -> !worst().contains(vice)).toList();
    }

    @ParameterizedTest
    @MethodSource("others")
    @Tag("long")
    void theTargetEndsEqual(Vice vice) {
        endsEqual(vice);
    }

    @ParameterizedTest
    @MethodSource("worst")
    void theTargetEndsEqualAfterTheWorst(Vice vice) {
        endsEqual(vice);
    }

    private void endsEqual(Vice vice) {
        try (ProofBench bench = new ProofBench(folder, 3, "'timeout_ms':100,'retries':0").trusting()) {
            Life life = new Life(bench.house, 17);
            bench.target.chance(23, 0.3, vice.faults().toArray(Fault[]::new));
            bench.start();
            for (int i = 0; i < 4; i++) {
                life.goesOn(CHANGES / 4);
                bench.wake();
                bench.until("something was tried", () -> !bench.target.journal().isEmpty());
            }
            bench.target.heal();
            bench.drained();
            if (vice.mayFail()) {
                bench.redeliver();
            }
            assertThat(bench.account().count(DeliveryState.FAILED)).as(bench.account().toString()).isZero();
            bench.equal(life);
            bench.inOrder(life);
        }
    }
}
