package dev.rollcall.outbound.engine;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EngineThreadTest {
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void whateverARoundThrowsTheNextOneFollows() throws Exception {
        AtomicInteger rounds = new AtomicInteger();
        CountDownLatch third = new CountDownLatch(3);
        try (EngineThread thread = new EngineThread("rounds", () -> {
            rounds.incrementAndGet();
            third.countDown();
            throw new StackOverflowError("on purpose");
        }, nanos::get)) {
            thread.start();
            assertThat(third.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(thread.problem()).isEmpty();
        }
        assertThat(rounds.get()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void oneThatIsWokenDoesNotWaitForItsPause() throws Exception {
        Semaphore rounds = new Semaphore(0);
        try (EngineThread thread = new EngineThread("rounds", () -> {
            rounds.release();
            return Duration.ofMinutes(10);
        }, nanos::get)) {
            thread.start();
            assertThat(rounds.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
            thread.wake();
            assertThat(rounds.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aRoundThatLastsAndAThreadThatHasEndedAreTold() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        EngineThread thread = new EngineThread("outbound-follow", () -> {
            begun.countDown();
            awaitQuietly(go);
            return Duration.ofMinutes(10);
        }, nanos::get);
        thread.start();
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(thread.problem()).isEmpty();
        nanos.addAndGet(Duration.ofMinutes(6).toNanos());
        assertThat(thread.problem())
                .hasValueSatisfying(text -> assertThat(text).contains("outbound-follow", "6 minutes"));
        go.countDown();
        thread.close();
        assertThat(thread.problem()).hasValueSatisfying(text -> assertThat(text).contains("has ended", "Restart"));
        assertThat(thread.ended().toCompletableFuture()).isCompleted();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
