package dev.rollcall.outbound.proof;

import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.outbound.fault.Fault;
import dev.rollcall.outbound.fault.TargetTrait;
import dev.rollcall.outbound.house.OutboundHouse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever a target does wrong, once it is well it equals the source, and nothing is lost, doubled or out of order: the worst two in
 * every build, each for {@link #length()} in CI and for longer at full size. It keeps members of groups until they are taken out, also
 * those whose account is deleted.
 */
class FaultMatrixTest {
    private static final int FEW_CHANGES = 60;
    private static final int CHANGES_AT_ONCE = 10;
    private static final Duration BETWEEN = Duration.ofMillis(100);

    @TempDir
    Path folder;

    /** How long a target misbehaves while people and groups come and go, beyond a few changes. */
    Duration length() {
        return Duration.ofSeconds(5);
    }

    /**
     * One way in which a target misbehaves.
     *
     * @param mayFail whether an answer can be so wrong, three times in a row, that somebody has to look and send it again
     * @param pauses whether it stops the stream, so that somebody has to resume it; who was refused just before it was mended may fail
     * @param doubles whether the target would take a second user of one name, so that one would be seen
     */
    record Vice(String name, List<Fault> faults, boolean mayFail, boolean pauses, boolean doubles) {
        Vice(String name, Fault... faults) {
            this(name, List.of(faults), false, false, true);
        }

        /**
         * How long an answer is waited for: so long, where a target answers at once or breaks off, that none is given up on a busy
         * machine.
         */
        int patience() {
            return faults.stream().anyMatch(fault -> fault instanceof Fault.Stall || fault instanceof Fault.Dribble)
                    ? 500
                    : (int) OutboundHouse.PATIENCE.toMillis();
        }

        Vice failing() {
            return new Vice(name, faults, true, pauses, doubles);
        }

        Vice pausing() {
            return new Vice(name, faults, mayFail, true, doubles);
        }

        Vice strict() {
            return new Vice(name, faults, mayFail, pauses, false);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Vice> vices() {
        return List.of(
                new Vice("answers late or never", Fault.stall(), Fault.commitThenStall()),
                new Vice("resets in the body", Fault.resetMidBody()),
                new Vice("resets before and after it has done it", Fault.reset(), Fault.commitThenReset()),
                new Vice("500", Fault.status(500), Fault.commitThen(500), Fault.status(503)),
                new Vice("429 with Retry-After", Fault.busy(0), Fault.busy(1)),
                new Vice("401", Fault.status(401)).pausing().failing(),
                new Vice("malformed JSON", Fault.malformedJson()).failing(),
                new Vice("wrong shape", Fault.wrongShape(), Fault.page()).failing(),
                new Vice("slow loris", Fault.dribble()),
                new Vice("acknowledges twice", new Fault.Twice()),
                new Vice("promises more than it sends", new Fault.Short(10)),
                new Vice("409 for what it has just done", Fault.commitThen(409), Fault.commitThenReset()).failing()
                        .strict(),
                new Vice("everything at once", Fault.stall(), Fault.commitThenReset(), Fault.resetMidBody(),
                        Fault.status(500), Fault.busy(0), Fault.malformedJson(), Fault.wrongShape(), Fault.dribble(),
                        new Fault.Twice(), new Fault.Short(3)).failing());
    }

    /** The two that found most, in every build. */
    static List<Vice> worst() {
        return vices().stream().filter(vice -> vice.name.contains("twice") || vice.name.contains("at once")).toList();
    }

    @ParameterizedTest
    @MethodSource("vices")
    @Tag("long")
    void theTargetEndsEqual(Vice vice) {
        endsEqual(vice, (bench, life) -> {
            long end = System.nanoTime() + length().toNanos();
            for (int done = 0; done < FEW_CHANGES || System.nanoTime() < end; done += CHANGES_AT_ONCE) {
                life.goesOn(CHANGES_AT_ONCE);
                Thread.sleep(BETWEEN);
                resume(bench, vice);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("worst")
    void theTargetEndsEqualAfterTheWorst(Vice vice) {
        endsEqual(vice, (bench, life) -> {
            for (int i = 0; i < 4; i++) {
                life.goesOn(FEW_CHANGES / 4);
                bench.wake();
                bench.until("something was tried", () -> !bench.target.journal().isEmpty());
            }
        });
    }

    private interface Meanwhile {
        void happens(ProofBench bench, Life life) throws InterruptedException;
    }

    private void endsEqual(Vice vice, Meanwhile meanwhile) {
        try (ProofBench bench = new ProofBench(folder, 3, "'timeout_ms':" + vice.patience() + ",'retries':0")) {
            if (vice.doubles()) {
                bench.trusting();
            }
            bench.target.behave(TargetTrait.KEEPS_THE_GONE, true);
            Life life = new Life(bench.house, 17);
            // A credential is refused to everybody: one refusal among good answers is about that user alone.
            bench.target.chance(23, vice.pauses() ? 1 : 0.3, vice.faults().toArray(Fault[]::new));
            bench.start();
            meanwhile.happens(bench, life);
            bench.until("it has misbehaved",
                    () -> bench.target.journal().stream().anyMatch(line -> line.fault().isPresent()));
            if (vice.pauses()) {
                bench.until("the stream is paused", () -> bench.pausedBecause().isPresent());
                assertThat(bench.pausedBecause()).hasValueSatisfying(why -> assertThat(why).contains("401"));
            }
            bench.target.heal();
            bench.until("drained", () -> {
                resume(bench, vice);
                return bench.isDrained();
            });
            if (vice.mayFail()) {
                bench.redeliver();
            }
            assertThat(bench.account().count(DeliveryState.FAILED)).as(bench.account().toString()).isZero();
            bench.equal(life);
            bench.inOrder(life);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void resume(ProofBench bench, Vice vice) {
        if (vice.pauses() && bench.pausedBecause().isPresent()) {
            bench.state(StreamState.enabled(bench.house.clock.instant()));
        }
    }
}
