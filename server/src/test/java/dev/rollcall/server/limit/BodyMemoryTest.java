package dev.rollcall.server.limit;

import dev.rollcall.directory.resource.Presence;
import dev.rollcall.directory.resource.TurnWait;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.scim.ScimException;
import dev.rollcall.server.http.RequestBody;
import dev.rollcall.server.limit.BodyMemoryException.Reason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** The memory for bodies with threads that wait for it. */
class BodyMemoryTest {
    private static final Share ONE = new Share("con_aaaaaaaaaaaaaaaa");
    private static final Share OTHER = new Share("con_bbbbbbbbbbbbbbbb");
    private static final Share THIRD = new Share("con_cccccccccccccccc");
    private static final long MIB = 1 << 20;
    private static final long LARGE = 90 * MIB;

    private final BodyMemory memory = memory(Duration.ofSeconds(60), 256);

    @Test
    void whoWaitsGoesOnWhenThereIsRoom() throws Exception {
        BodyReservation all = reserved(ONE, LARGE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<BodyReservation> waiting = threads.submit(() -> reserved(OTHER, LARGE));
            awaitWaiting(1);
            all.close();
            waiting.get(60, TimeUnit.SECONDS).close();
        }
        assertThat(memory.use()).isEqualTo(new BodyMemoryUse(100 * MIB, 0, 0, 0));
    }

    @Test
    void whoseTurnDoesNotComeInTimeIsRefusedAndLeavesNothing() {
        BodyMemory impatient = memory(Duration.ofMillis(1), 256);
        try (BodyReservation all = impatient.open(ONE, Presence.ASSUMED)) {
            all.handle(LARGE);
            try (BodyReservation late = impatient.open(OTHER, Presence.ASSUMED)) {
                late.receive(100_000, RequestBody.UNKNOWN_LENGTH);
                refused(Reason.LATE, () -> late.handle(30 * MIB));
            }
            assertThat(impatient.use()).isEqualTo(new BodyMemoryUse(100 * MIB, LARGE, 0, 1));
        }
        assertThat(impatient.use().taken()).isZero();
    }

    @Test
    void noMoreOfOneConnectionWaitThanMay() {
        BodyMemory narrow = memory(Duration.ofSeconds(60), 1);
        BodyReservation all = narrow.open(ONE, Presence.ASSUMED);
        all.handle(LARGE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(() -> {
                try (BodyReservation first = narrow.open(ONE, Presence.ASSUMED)) {
                    first.handle(2 * MIB);
                }
            });
            while (narrow.use().waiting() == 0) {
                Thread.onSpinWait();
            }
            refused(Reason.QUEUE_FULL, () -> narrow.open(ONE, Presence.ASSUMED).handle(2 * MIB));
            all.close();
        }
        assertThat(narrow.use().taken()).isZero();
    }

    @Test
    void smallBodiesOfOthersNeverWaitHoweverManyLargeOnesDo() {
        BodyMemory never = memory(Duration.ZERO, 256);
        for (Share attacker : List.of(ONE, OTHER)) {
            assertThat(tryHandle(never.open(attacker, Presence.ASSUMED), LARGE / 2)).isTrue();
            for (int i = 0; i < 60; i++) {
                assertThat(tryHandle(never.open(attacker, Presence.ASSUMED), LARGE / 2)).isFalse();
            }
        }
        assertThat(tryHandle(never.open(THIRD, Presence.ASSUMED), 2 * MIB))
                .as("all but the part for small bodies is taken")
                .isFalse();
        try (BodyReservation small = never.open(THIRD, Presence.ASSUMED)) {
            small.receive(24 * 1024, 20 * 1024);
            small.handle(300 * 1024);
        }
    }

    @Test
    void smallBodiesOfOneConnectionLeaveRoomForThoseOfOthers() {
        BodyMemory never = memory(Duration.ZERO, 256);
        int granted = 0;
        while (tryHandle(never.open(ONE, Presence.ASSUMED), MIB)) {
            granted++;
        }
        // A quarter of the part for small bodies, and half of the other.
        assertThat(granted).isEqualTo(2 + 45);
        assertThat(tryHandle(never.open(OTHER, Presence.ASSUMED), MIB)).isTrue();
    }

    @Test
    void aBodyThatNeverFitsIsRefusedAtOnce() {
        refused(Reason.NEVER, () -> memory.open(ONE, Presence.ASSUMED).handle(LARGE + 1));
    }

    @Test
    void closingTwiceGivesBackOnce() {
        BodyReservation body = reserved(ONE, 10 * MIB);
        BodyReservation other = reserved(ONE, 10 * MIB);
        body.close();
        body.close();
        assertThat(memory.use().taken()).isEqualTo(10 * MIB);
        other.close();
    }

    @Test
    void anInterruptEndsTheWaitAndLeavesNothing() throws InterruptedException {
        BodyReservation all = reserved(ONE, LARGE);
        Thread waiting = Thread.ofVirtual().start(() -> {
            try (BodyReservation body = memory.open(OTHER, Presence.ASSUMED)) {
                refused(Reason.LATE, () -> body.handle(10 * MIB));
            }
        });
        awaitWaiting(1);
        waiting.interrupt();
        assertThat(waiting.join(Duration.ofSeconds(60))).isTrue();
        assertThat(memory.use().waiting()).isZero();
        all.close();
        assertThat(memory.use().taken()).isZero();
    }

    @Test
    void whoseClientHasLeftWaitsNoLonger() {
        BodyReservation all = reserved(ONE, LARGE);
        try (BodyReservation left = memory.open(OTHER, () -> false)) {
            assertThatExceptionOfType(ScimException.class).isThrownBy(() -> left.handle(2 * MIB))
                    .satisfies(e -> assertThat(e.status()).isEqualTo(TurnWait.LEFT_STATUS));
        }
        assertThat(memory.use()).isEqualTo(new BodyMemoryUse(100 * MIB, LARGE, 0, 0));
        all.close();
    }

    @Test
    void theSizeFollowsTheHeap() {
        assertThat(BodyMemoryOptions.shareOfTheHeap())
                .isBetween(BodyMemoryOptions.MINIMUM, Runtime.getRuntime().maxMemory() / 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BodyMemoryOptions(1, Duration.ZERO, 1))
                .withMessageContaining("limits.body-memory");
    }

    private static BodyMemory memory(Duration patience, int waiting) {
        return new BodyMemory(new BodyMemoryOptions(100 * MIB, patience, waiting), System::nanoTime);
    }

    private BodyReservation reserved(Share connection, long bytes) {
        BodyReservation reservation = memory.open(connection, Presence.ASSUMED);
        reservation.handle(bytes);
        return reservation;
    }

    private static boolean tryHandle(BodyReservation body, long bytes) {
        try {
            body.handle(bytes);
            return true;
        } catch (BodyMemoryException e) {
            return false;
        }
    }

    private static void refused(Reason reason, Runnable action) {
        assertThatExceptionOfType(BodyMemoryException.class)
                .isThrownBy(action::run)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private void awaitWaiting(int count) {
        while (memory.use().waiting() < count) {
            Thread.onSpinWait();
        }
    }
}
