package dev.rollcall.entra.cycle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Parallel work whose results come in order. */
class OrderedParallelTest {
    private static final int WORKERS = 4;

    @Test
    void resultsComeInTheOrderOfTheList() {
        List<Integer> items = IntStream.range(0, 1000).boxed().toList();
        List<Integer> results = new ArrayList<>();

        OrderedParallel.run(items, WORKERS, 16, item -> {
            if (item % 7 == 0) {
                Thread.yield();
            }
            return item * 2;
        }, results::add, () -> {});

        assertThat(results).isEqualTo(items.stream().map(item -> item * 2).toList());
    }

    @Test
    void noMoreThanTheWorkersAreInFlight() {
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        OrderedParallel.run(IntStream.range(0, 200).boxed().toList(), WORKERS, 16, item -> {
            most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            Thread.yield();
            inFlight.decrementAndGet();
            return item;
        }, result -> {}, () -> {});

        assertThat(most.get()).isBetween(1, WORKERS);
    }

    @Test
    void workRunsAheadOfASlowOneByTheWindowAtMost() {
        int window = 8;
        CountDownLatch ahead = new CountDownLatch(window - 1);
        AtomicBoolean firstIsDone = new AtomicBoolean();
        AtomicInteger tooFar = new AtomicInteger();

        OrderedParallel.run(IntStream.range(0, 100).boxed().toList(), WORKERS, window, item -> {
            if (item == 0) {
                await(ahead);
                firstIsDone.set(true);
            } else if (item >= window && !firstIsDone.get()) {
                tooFar.incrementAndGet();
            }
            ahead.countDown();
            return item;
        }, result -> {}, () -> {});

        assertThat(tooFar).hasValue(0);
    }

    @Test
    void afterAFailureNothingIsBegunAndWhatWasDoneIsHandedOn() {
        List<Integer> begun = Collections.synchronizedList(new ArrayList<>());
        List<Integer> results = new ArrayList<>();

        assertThatIllegalStateException()
                .isThrownBy(() -> OrderedParallel.run(IntStream.range(0, 100).boxed().toList(), 1, 8, item -> {
                    begun.add(item);
                    if (item == 5) {
                        throw new IllegalStateException("five");
                    }
                    return item;
                }, results::add, () -> {}))
                .withMessage("five");

        assertThat(begun).hasSize(6);
        assertThat(results).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void aConsumerThatFailsEndsIt() {
        assertThatIllegalStateException()
                .isThrownBy(() -> OrderedParallel.run(List.of(1, 2, 3), WORKERS, 8, item -> item, item -> {
                    throw new IllegalStateException("full");
                }, () -> {}))
                .withMessage("full");
    }

    @Test
    void anInterruptionIsToldToWhatIsBegunSoThatItEndsSooner() {
        CountDownLatch hurried = new CountDownLatch(1);
        List<Integer> results = new ArrayList<>();
        Thread runner = Thread.currentThread();

        assertThatExceptionOfType(StoppedException.class)
                .isThrownBy(() -> OrderedParallel.run(List.of(1), WORKERS, 8, item -> {
                    runner.interrupt();
                    return isOpened(hurried) ? item : -1;
                }, results::add, hurried::countDown));

        assertThat(results).containsExactly(1);
        assertThat(Thread.interrupted()).isFalse();
    }

    private static boolean isOpened(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
