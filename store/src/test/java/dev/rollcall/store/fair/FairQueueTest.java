package dev.rollcall.store.fair;

import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StorageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FairQueueTest {
    private static final Share GREEDY = new Share("greedy");
    private static final Share MODEST = new Share("modest");

    private final AtomicLong nanos = new AtomicLong();
    private final FairQueue<String> queue = new FairQueue<>(100, 100, nanos::get);

    @Test
    void theWorksOfOneShareKeepTheirOrder() {
        for (String work : List.of("a", "b", "c")) {
            queue.add(GREEDY, work);
        }
        assertThat(served(1)).containsExactly("a", "b", "c");
    }

    @Test
    void whoAsksForLittleWaitsForNoMoreThanTheWorkUnderWay() {
        for (int i = 0; i < 100; i++) {
            queue.add(GREEDY, "greedy " + i);
        }
        Turn<String> running = queue.poll();
        queue.add(MODEST, "modest");
        queue.done(GREEDY, 1_000_000);

        assertThat(running).isNotNull();
        assertThat(queue.poll()).isEqualTo(new Turn<>(MODEST, "modest"));
    }

    @Test
    void sharesAreWeighedByTimeAndNotByNumber() {
        for (int i = 0; i < 40; i++) {
            queue.add(GREEDY, "long");
            queue.add(MODEST, "short");
        }
        int[] served = new int[2];
        for (int i = 0; i < 33; i++) {
            Turn<String> turn = queue.poll();
            assertThat(turn).isNotNull();
            served[turn.share().equals(GREEDY) ? 0 : 1]++;
            queue.done(turn.share(), turn.share().equals(GREEDY) ? 10_000_000 : 1_000_000);
        }
        assertThat(served[1]).isBetween(served[0] * 9, served[0] * 11);
    }

    @Test
    void aShareThatWasSilentHasSavedNothingUp() {
        queue.add(MODEST, "before");
        queue.add(GREEDY, "before");
        served(1_000_000);
        for (int i = 0; i < 20; i++) {
            queue.add(GREEDY, "greedy");
        }
        for (int i = 0; i < 10; i++) {
            take(queue, 1_000_000);
        }
        for (int i = 0; i < 20; i++) {
            queue.add(MODEST, "modest");
        }
        List<String> next = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            next.add(take(queue, 1_000_000));
        }
        assertThat(next).filteredOn("greedy"::equals).hasSizeBetween(4, 6);
    }

    @Test
    void whatOneTookTooMuchIsNotHeldAgainstItForLong() {
        queue.add(GREEDY, "endless");
        queue.add(MODEST, "m");
        take(queue, TimeUnit.MINUTES.toNanos(10));
        for (int i = 0; i < 50; i++) {
            queue.add(MODEST, "m");
        }
        queue.add(GREEDY, "again");
        long before = nanos.get();
        while (!"again".equals(take(queue, TimeUnit.MILLISECONDS.toNanos(10)))) {
            nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(10));
        }
        assertThat(Duration.ofNanos(nanos.get() - before)).isLessThanOrEqualTo(Duration.ofMillis(
                FairQueue.LONGEST_DEBT_MILLIS + 20));
    }

    @Test
    void oneShareNeverRunsMoreThanItsPart() {
        FairQueue<String> readers = new FairQueue<>(100, 3, nanos::get);
        for (int i = 0; i < 10; i++) {
            readers.add(GREEDY, "scan");
        }
        for (int i = 0; i < 3; i++) {
            assertThat(readers.poll()).isNotNull();
        }
        assertThat(readers.poll()).isNull();
        readers.add(MODEST, "get");
        assertThat(readers.poll()).isEqualTo(new Turn<>(MODEST, "get"));
        readers.done(GREEDY, 1);
        assertThat(readers.poll()).isEqualTo(new Turn<>(GREEDY, "scan"));
    }

    @Test
    void moreThanSoManyOfOneShareAreRefusedAndOthersAreNot() {
        for (int i = 0; i < 100; i++) {
            queue.add(GREEDY, "waits");
        }
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> queue.add(GREEDY, "too many"))
                .withMessageContaining("100 requests of connection greedy")
                .withMessageContaining("again in a few seconds")
                .extracting(StorageException::kind)
                .isEqualTo(StorageException.Kind.OVERLOADED);
        queue.add(MODEST, "fits");
        assertThat(queue.waiting()).isEqualTo(101);
    }

    @Test
    void whatIsWithdrawnIsNotServed() {
        String work = "work";
        queue.add(GREEDY, work);
        nanos.addAndGet(5);
        assertThat(queue.longestWait()).isEqualTo(5);
        assertThat(queue.withdraw(GREEDY, work)).isTrue();
        assertThat(queue.withdraw(GREEDY, work)).isFalse();
        assertThat(queue.poll()).isNull();
        assertThat(queue.waiting()).isZero();
        assertThat(queue.longestWait()).isZero();
    }

    @Test
    void sharesThatHaveGoneAreForgotten() {
        for (int i = 0; i < 5_000; i++) {
            queue.add(new Share("share " + i), "w");
            take(queue, 1_000);
        }
        assertThat(queue.shares()).isZero();
        queue.add(GREEDY, "keeps the queue busy");
        queue.add(GREEDY, "keeps the queue busy");
        for (int i = 0; i < 5_000; i++) {
            queue.add(new Share("share " + i), "w");
            take(queue, 1_000);
        }
        assertThat(queue.shares()).isLessThanOrEqualTo(1_002);
    }

    @Test
    void aClosedQueueGivesOutWhatWaitsAndTakesNothingIn() {
        queue.add(GREEDY, "last");
        queue.close();
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> queue.add(GREEDY, "late"))
                .withMessageContaining("closed");
        assertThat(queue.take()).isEqualTo(new Turn<>(GREEDY, "last"));
        assertThat(queue.take()).isNull();
    }

    /** All who wait for a work learn that there will be none, though only one of them took the last. */
    @Test
    @Timeout(60)
    void whenTheLastWorkOfAClosedQueueIsOverNobodyWaitsForMore() throws Exception {
        FairQueue<String> one = new FairQueue<>(10, 1, () -> 0);
        one.add(GREEDY, "first");
        one.add(GREEDY, "last");
        Turn<String> first = Objects.requireNonNull(one.take());
        one.close();
        AtomicInteger taken = new AtomicInteger();
        List<Thread> takers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            takers.add(Thread.ofPlatform().daemon().start(() -> taken.addAndGet(takenBy(one))));
        }
        for (Thread taker : takers) {
            while (!waits(taker)) {
                Thread.onSpinWait();
            }
        }
        one.done(first.share(), 1);
        for (Thread taker : takers) {
            assertThat(taker.join(Duration.ofSeconds(30))).isTrue();
        }
        assertThat(taken).hasValue(1);
    }

    private static boolean waits(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("awaitUninterruptibly"));
    }

    private static int takenBy(FairQueue<String> queue) {
        int taken = 0;
        Turn<String> turn = queue.take();
        while (turn != null) {
            taken++;
            queue.done(turn.share(), 1);
            turn = queue.take();
        }
        return taken;
    }

    private List<String> served(long took) {
        List<String> works = new ArrayList<>();
        String work = take(queue, took);
        while (work != null) {
            works.add(work);
            work = take(queue, took);
        }
        return works;
    }

    private static @Nullable String take(FairQueue<String> queue, long took) {
        Turn<String> turn = queue.poll();
        if (turn == null) {
            return null;
        }
        queue.done(turn.share(), took);
        return turn.work();
    }
}
