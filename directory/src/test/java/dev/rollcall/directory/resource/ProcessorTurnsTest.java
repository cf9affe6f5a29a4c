package dev.rollcall.directory.resource;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.scim.ScimException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ProcessorTurnsTest {
    private static final ConnectionId BUSY = new ConnectionId("con_aaaaaaaaaaaaaaaa");
    private static final ConnectionId OTHER = new ConnectionId("con_bbbbbbbbbbbbbbbb");
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void smallRequestsGoOnWhileAllTurnsAreTaken() throws Exception {
        ProcessorTurns turns = new ProcessorTurns(1, LONG);
        whileTaken(turns, () -> {
            Effort small = turns.effort(OTHER, Presence.ASSUMED);
            small.body(Effort.LARGE - 1);
            assertThat(small.spend(() -> "computed")).isEqualTo("computed");
            assertThat(small.spend(Effort.LARGE - 1, () -> "computed")).isEqualTo("computed");
        });
    }

    @Test
    void aLargeDocumentMakesARequestLargeThoughItsBodyIsSmall() throws Exception {
        ProcessorTurns turns = new ProcessorTurns(1, Duration.ofMillis(20));
        whileTaken(turns, () -> {
            Effort small = turns.effort(OTHER, Presence.ASSUMED);
            small.body(10);
            assertThatExceptionOfType(ScimException.class)
                    .isThrownBy(() -> small.spend(Effort.LARGE, () -> "computed"))
                    .matches(e -> e.status() == 503)
                    .withMessageContaining("limits.large-request-wait");
        });
    }

    @Test
    void oneConnectionNeverHasAllTurns() throws Exception {
        ProcessorTurns turns = new ProcessorTurns(2, LONG);
        CountDownLatch end = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> busy = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                busy.add(threads.submit(() -> large(turns, BUSY, () -> {
                    await(end);
                    return "computed";
                })));
            }
            while (turns.running() + turns.use().waiting() < 5) {
                Thread.onSpinWait();
            }
            assertThat(turns.running()).isEqualTo(1);
            assertThat(large(turns, OTHER, () -> "computed")).isEqualTo("computed");
            end.countDown();
            for (Future<String> each : busy) {
                assertThat(each.get()).isEqualTo("computed");
            }
        }
        assertThat(turns.running()).isZero();
    }

    @Test
    void whoHasATurnNeedsNoSecondOne() {
        ProcessorTurns turns = new ProcessorTurns(1, Duration.ofMillis(20));
        Effort effort = turns.effort(BUSY, Presence.ASSUMED);
        effort.body(Effort.LARGE);
        assertThat(effort.spend(() -> effort.spend(Effort.LARGE, () -> "computed"))).isEqualTo("computed");
        assertThat(turns.running()).isZero();
    }

    @Test
    void moreThanMayWaitAreRefusedAtOnce() throws Exception {
        ProcessorTurns turns = new ProcessorTurns(1, LONG);
        CountDownLatch end = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i <= ProcessorTurns.WAITING; i++) {
                threads.submit(() -> large(turns, BUSY, () -> {
                    await(end);
                    return "computed";
                }));
            }
            while (turns.use().waiting() < ProcessorTurns.WAITING) {
                Thread.onSpinWait();
            }
            assertThatExceptionOfType(ScimException.class)
                    .isThrownBy(() -> large(turns, BUSY, () -> "computed"))
                    .matches(e -> e.status() == 429);
            end.countDown();
        }
    }

    private static <T> T large(ProcessorTurns turns, ConnectionId connection, Supplier<T> work) {
        Effort effort = turns.effort(connection, Presence.ASSUMED);
        effort.body(Effort.LARGE);
        return effort.spend(work);
    }

    /** Does something while another connection has a turn. */
    private static void whileTaken(ProcessorTurns turns, Runnable deed) throws Exception {
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(() -> large(turns, BUSY, () -> {
                taken.countDown();
                await(end);
                return "computed";
            }));
            taken.await();
            try {
                deed.run();
            } finally {
                end.countDown();
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
