package dev.rollcall.directory.resource;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.scim.ScimException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ConnectionTurnsTest {
    private static final ConnectionId BUSY = new ConnectionId("con_aaaaaaaaaaaaaaaa");
    private static final ConnectionId OTHER = new ConnectionId("con_bbbbbbbbbbbbbbbb");
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(20);

    @Test
    void oneConnectionHasHalfOfTheTurnsAndTheOtherIsServedAtOnce() throws Exception {
        ConnectionTurns turns = ConnectionTurns.ofSearches(2, LONG);
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> busy = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                busy.add(threads.submit(() -> turns.inTurn(BUSY, Presence.ASSUMED, () -> {
                    most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                    await(end);
                    atOnce.decrementAndGet();
                    return "done";
                })));
            }
            // All of the first connection's are there and none ends; this one must not wait for any of them.
            assertThat(turns.inTurn(OTHER, Presence.ASSUMED, () -> "served")).isEqualTo("served");
            end.countDown();
            for (Future<String> each : busy) {
                assertThat(each.get()).isEqualTo("done");
            }
        }
        assertThat(most).hasValue(1);
    }

    @Test
    void theConnectionThatWasServedLongestAgoIsNextHoweverManyAnotherHasWaiting() throws Exception {
        ConnectionTurns turns = ConnectionTurns.ofSearches(1, LONG);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(() -> turns.inTurn(BUSY, Presence.ASSUMED, () -> {
                running.countDown();
                await(first);
                return order.add("busy");
            }));
            running.await();
            for (int i = 0; i < 5; i++) {
                threads.submit(() -> turns.inTurn(BUSY, Presence.ASSUMED, () -> order.add("busy")));
            }
            waitFor(turns, 5);
            threads.submit(() -> turns.inTurn(OTHER, Presence.ASSUMED, () -> order.add("other")));
            waitFor(turns, 6);
            first.countDown();
        }
        assertThat(order).hasSize(7);
        assertThat(order.indexOf("other")).as("at most one of the busy one's that waited goes before it")
                .isLessThanOrEqualTo(2);
    }

    @Test
    void aTurnInPartsGoesToAnotherConnectionAndComesBackBeforeThoseThatHadNone() throws Exception {
        ConnectionTurns turns = ConnectionTurns.ofSearches(1, LONG);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> parted = threads.submit(() -> turns.inTurn(BUSY, Presence.ASSUMED, turn -> {
                assertThat(turn.letOthersGoFirst(LONG)).as("nobody waits").isTrue();
                running.countDown();
                await(first);
                order.add("first part");
                boolean came = turn.letOthersGoFirst(LONG);
                order.add("second part");
                return came;
            }));
            running.await();
            threads.submit(() -> turns.inTurn(BUSY, Presence.ASSUMED, () -> order.add("later")));
            waitFor(turns, 1);
            threads.submit(() -> turns.inTurn(OTHER, Presence.ASSUMED, () -> order.add("other")));
            waitFor(turns, 2);
            first.countDown();
            assertThat(parted.get()).isTrue();
        }
        assertThat(order.indexOf("second part")).isLessThan(order.indexOf("later"));
        assertThat(order).hasSize(4);
        assertThat(turns.running()).isZero();
    }

    @Test
    void aTurnInPartsThatDoesNotComeAgainIsGivenBackOnce() throws Exception {
        ConnectionTurns turns = ConnectionTurns.ofSearches(1, LONG);
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> parted = threads.submit(() -> turns.inTurn(BUSY, Presence.ASSUMED, turn -> {
                running.countDown();
                waitFor(turns, 1);
                return turn.letOthersGoFirst(SHORT);
            }));
            running.await();
            threads.submit(() -> turns.inTurn(OTHER, Presence.ASSUMED, () -> {
                await(end);
                return "other";
            }));
            assertThat(parted.get()).isFalse();
            assertThat(turns.running()).as("the other one has the only turn").isEqualTo(1);
            assertThat(turns.waiting()).isZero();
            end.countDown();
        }
        assertThat(turns.inTurn(BUSY, Presence.ASSUMED, () -> "served")).isEqualTo("served");
        assertThat(turns.running()).isZero();
    }

    @Test
    void whoWaitsTooLongIsToldSoAndLeavesNothingBehind() throws Exception {
        ConnectionTurns turns = ConnectionTurns.ofSearches(1, SHORT);
        turns.inTurn(BUSY, Presence.ASSUMED, () -> {
            assertThatExceptionOfType(ScimException.class)
                    .isThrownBy(() -> turns.inTurn(OTHER, Presence.ASSUMED, () -> "never"))
                    .satisfies(e -> assertThat(e.status()).isEqualTo(503))
                    .withMessageContaining("limits.scan-wait");
            return "done";
        });
        assertThat(turns.inTurn(OTHER, Presence.ASSUMED, () -> "served")).isEqualTo("served");
    }

    @Test
    void ofOneConnectionOnlySoManyWait() throws Exception {
        ConnectionTurns turns = ConnectionTurns.ofSearches(1, LONG);
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(() -> turns.inTurn(BUSY, Presence.ASSUMED, () -> {
                running.countDown();
                await(end);
                return "first";
            }));
            running.await();
            for (int i = 0; i < ConnectionTurns.SEARCHES_WAITING; i++) {
                threads.submit(() -> turns.inTurn(BUSY, Presence.ASSUMED, () -> "later"));
            }
            waitFor(turns, ConnectionTurns.SEARCHES_WAITING);
            assertThatExceptionOfType(ScimException.class)
                    .isThrownBy(() -> turns.inTurn(BUSY, Presence.ASSUMED, () -> "never"))
                    .satisfies(e -> assertThat(e.status()).isEqualTo(429));
            end.countDown();
        }
    }

    @Test
    void aClientThatHasLeftKeepsNoPlace() throws Exception {
        ConnectionTurns turns = ConnectionTurns.ofSearches(1, LONG);
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(() -> turns.inTurn(BUSY, Presence.ASSUMED, () -> {
                running.countDown();
                await(end);
                return "first";
            }));
            running.await();
            assertThatExceptionOfType(ScimException.class)
                    .isThrownBy(() -> turns.inTurn(OTHER, () -> false, () -> "never"))
                    .satisfies(e -> assertThat(e.status()).isEqualTo(TurnWait.LEFT_STATUS));
            assertThat(turns.waiting()).isZero();
            assertThat(turns.use().refused()).as("it was not refused").isZero();
            end.countDown();
        }
    }

    @Test
    void aLookThatFailsLeavesNoPlaceBehind() throws Exception {
        ConnectionTurns turns = ConnectionTurns.ofSearches(1, LONG);
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(() -> turns.inTurn(BUSY, Presence.ASSUMED, () -> {
                running.countDown();
                await(end);
                return "first";
            }));
            running.await();
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> turns.inTurn(OTHER, () -> {
                throw new IllegalStateException("broken");
            }, () -> "never"));
            assertThat(turns.waiting()).isZero();
            end.countDown();
        }
    }

    @Test
    void aFailureGivesTheTurnBack() {
        ConnectionTurns turns = ConnectionTurns.ofSearches(1, SHORT);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> turns.inTurn(BUSY, Presence.ASSUMED, () -> {
                    throw new IllegalStateException("broken");
                }));
        assertThat(turns.inTurn(BUSY, Presence.ASSUMED, () -> "served")).isEqualTo("served");
    }

    private static void waitFor(ConnectionTurns turns, int waiting) {
        while (turns.waiting() < waiting) {
            Thread.onSpinWait();
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
