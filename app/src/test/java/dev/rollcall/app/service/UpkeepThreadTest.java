package dev.rollcall.app.service;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class UpkeepThreadTest {
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void anErrorInARoundDoesNotEndIt() throws Exception {
        CountDownLatch rounds = new CountDownLatch(2);
        try (UpkeepThread upkeep = new UpkeepThread(() -> {
            rounds.countDown();
            throw new AssertionError("A round fails.");
        }, nanos::get)) {
            upkeep.start();
            assertThat(rounds.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(upkeep.ended().toCompletableFuture()).isNotDone();
            assertThat(upkeep.problem()).isEmpty();
        }
    }

    /** With rests between them, so many rounds would take hours. */
    @Test
    void thereIsNoRestWhileThereIsMoreToDo() throws Exception {
        CountDownLatch rounds = new CountDownLatch(10_000);
        try (UpkeepThread upkeep = new UpkeepThread(() -> {
            rounds.countDown();
            return true;
        }, nanos::get)) {
            upkeep.start();
            assertThat(rounds.await(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    @Test
    void aCloseRunsALastRoundAndTellsTheEnd() {
        AtomicInteger rounds = new AtomicInteger();
        UpkeepThread upkeep = new UpkeepThread(() -> {
            rounds.incrementAndGet();
            return false;
        }, nanos::get);
        upkeep.start();
        upkeep.close();
        assertThat(rounds).hasPositiveValue();
        assertThat(upkeep.ended().toCompletableFuture()).isCompleted();
        assertThat(upkeep.problem()).contains("The upkeep has ended. Restart the service.");
    }

    /** Its clock throws, which nothing in the thread expects. */
    @Test
    void aThreadThatIsLostIsToldOf() throws Exception {
        Thread tester = Thread.currentThread();
        try (UpkeepThread upkeep = new UpkeepThread(() -> false, () -> {
            if (Thread.currentThread().equals(tester)) {
                return 0;
            }
            throw new IllegalStateException("The clock stands still.");
        })) {
            upkeep.start();
            upkeep.ended().toCompletableFuture().get(1, TimeUnit.MINUTES);
            assertThat(upkeep.problem()).contains("The upkeep has ended. Restart the service.");
        }
    }

    @Test
    void aRoundThatDoesNotEndIsAProblem() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (UpkeepThread upkeep = new UpkeepThread(() -> {
            begun.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return false;
        }, nanos::get)) {
            upkeep.start();
            begun.await();
            nanos.set(UpkeepThread.LONGEST_ROUND.toNanos());
            assertThat(upkeep.problem()).isEmpty();
            nanos.set(Duration.ofMinutes(7).toNanos());
            assertThat(upkeep.problem().orElseThrow()).contains("in one round for 7 minutes");
            goOn.countDown();
        }
    }
}
