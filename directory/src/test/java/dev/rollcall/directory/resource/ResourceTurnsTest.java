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
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ResourceTurnsTest {
    private static final ConnectionId OURS = new ConnectionId("con_aaaaaaaaaaaaaaaa");
    private static final ConnectionId THEIRS = new ConnectionId("con_bbbbbbbbbbbbbbbb");

    @Test
    void thoseThatShareATurnRunTogether() throws Exception {
        ResourceTurns turns = new ResourceTurns(Duration.ofMinutes(1));
        CountDownLatch both = new CountDownLatch(2);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> one = threads.submit(() -> turns.shared(OURS, "a", Presence.ASSUMED, () -> met(both)));
            Future<Boolean> two = threads.submit(() -> turns.shared(OURS, "a", Presence.ASSUMED, () -> met(both)));
            assertThat(one.get()).isTrue();
            assertThat(two.get()).isTrue();
        }
        assertThat(turns.size()).as("nothing is kept").isZero();
    }

    @Test
    void whoHasTheTurnAloneKeepsAllOthersOfTheResourceOutAndNobodyOfAnother() throws Exception {
        ResourceTurns turns = new ResourceTurns(Duration.ofMillis(20));
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(2);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> alone = threads.submit(() -> turns.alone(OURS, "a", Presence.ASSUMED, () -> {
                entered.countDown();
                return met(end);
            }));
            entered.await();
            assertThatExceptionOfType(ScimException.class)
                    .isThrownBy(() -> turns.shared(OURS, "a", Presence.ASSUMED, () -> true))
                    .satisfies(e -> assertThat(e.status()).isEqualTo(503));
            assertThatExceptionOfType(ScimException.class)
                    .isThrownBy(() -> turns.alone(OURS, "a", Presence.ASSUMED, () -> true));
            assertThat(turns.<Boolean>sharedIfSoon(OURS, "a", Duration.ZERO, () -> {
                throw new AssertionError("It has no turn.");
            })).isEmpty();
            assertThat(turns.<Boolean>sharedIfSoon(OURS, "b", Duration.ZERO, () -> true)).contains(true);
            assertThat(turns.<Boolean>alone(OURS, "b", Presence.ASSUMED, () -> true)).isTrue();
            assertThat(turns.<Boolean>alone(THEIRS, "a", Presence.ASSUMED, () -> true))
                    .as("an id that somebody else names")
                    .isTrue();
            end.countDown();
            assertThat(alone.get()).isTrue();
        }
        assertThat(turns.size()).isZero();
    }

    @Test
    void turnsAreGivenInTheOrderOfAskingAndThoseThatShareOneDoNotPassWhoWantsItAlone() throws Exception {
        ResourceTurns turns = new ResourceTurns(Duration.ofMinutes(1));
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(2);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(() -> turns.shared(OURS, "a", Presence.ASSUMED, () -> {
                entered.countDown();
                return met(end);
            }));
            entered.await();
            threads.submit(() -> turns.alone(OURS, "a", Presence.ASSUMED, () -> order.add("alone")));
            waitFor(turns, 1);
            threads.submit(() -> turns.shared(OURS, "a", Presence.ASSUMED, () -> order.add("shared")));
            waitFor(turns, 2);
            threads.submit(() -> turns.alone(OURS, "a", Presence.ASSUMED, () -> order.add("alone again")));
            waitFor(turns, 3);
            assertThat(order).isEmpty();
            end.countDown();
        }
        assertThat(order).containsExactly("alone", "shared", "alone again");
        assertThat(turns.size()).isZero();
    }

    @Test
    void aClientThatHasLeftKeepsNoPlace() throws Exception {
        ResourceTurns turns = new ResourceTurns(Duration.ofMinutes(1));
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(2);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(() -> turns.shared(OURS, "a", Presence.ASSUMED, () -> {
                entered.countDown();
                return met(end);
            }));
            entered.await();
            assertThatExceptionOfType(ScimException.class)
                    .isThrownBy(() -> turns.alone(OURS, "a", () -> false, () -> true))
                    .satisfies(e -> assertThat(e.status()).isEqualTo(TurnWait.LEFT_STATUS));
            // Behind one that is gone, others go on.
            assertThat(turns.<Boolean>shared(OURS, "a", Presence.ASSUMED, () -> true)).isTrue();
            end.countDown();
        }
        assertThat(turns.size()).isZero();
        assertThat(turns.use()).isEqualTo(new TurnUse(0, 0));
    }

    private static void waitFor(ResourceTurns turns, int waiting) {
        while (turns.use().waiting() < waiting) {
            Thread.onSpinWait();
        }
    }

    private static boolean met(CountDownLatch latch) {
        latch.countDown();
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
