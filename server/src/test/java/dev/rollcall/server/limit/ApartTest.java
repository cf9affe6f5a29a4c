package dev.rollcall.server.limit;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.resource.BulkTurns;
import dev.rollcall.directory.resource.PartedTurn;
import dev.rollcall.directory.resource.Presence;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.scim.ScimException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Turns of bulk requests and memory for their bodies, where both are scarce. */
@Timeout(120)
class ApartTest {
    private static final long MIB = 1 << 20;
    private static final long ALL = 90 * MIB;
    private static final ConnectionId ONE = new ConnectionId("con_aaaaaaaaaaaaaaaa");
    private static final ConnectionId OTHER = new ConnectionId("con_bbbbbbbbbbbbbbbb");
    private static final Duration LONG = Duration.ofMinutes(2);

    private final BodyMemory memory = new BodyMemory(new BodyMemoryOptions(100 * MIB, LONG, 256), System::nanoTime);

    @Test
    void whoHasATurnNeverWaitsForMemorySoThatWhoHasMemoryGetsATurn() throws Exception {
        BulkTurns turns = new BulkTurns(1, LONG);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                BodyReservation others = memory.open(Share.of(OTHER), Presence.ASSUMED)) {
            others.handle(ALL);
            Future<String> one = threads.submit(() -> bulk(turns, ONE, 2 * MIB, "one"));
            await(() -> memory.use().waiting() == 1);
            // It waits for the memory that this request gives back only behind its own turn.
            boolean cameAgain = turns.<Boolean>inTurn(OTHER, Presence.ASSUMED, turn -> {
                others.close();
                return turn.letOthersGoFirst(LONG);
            });
            assertThat(cameAgain).isTrue();
            assertThat(one.get(1, TimeUnit.MINUTES)).isEqualTo("one");
        }
        assertThat(memory.use().taken()).isZero();
        assertThat(turns.running()).isZero();
    }

    @Test
    void whoHasMemoryAndNoTurnGivesItBackWhileHeWaits() throws Exception {
        BulkTurns turns = new BulkTurns(1, LONG);
        CountDownLatch end = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            BodyReservation all = memory.open(Share.of(OTHER), Presence.ASSUMED);
            all.handle(ALL);
            Future<String> one = threads.submit(() -> bulk(turns, ONE, ALL, "one"));
            await(() -> memory.use().waiting() == 1);
            Future<Boolean> other = threads.submit(() -> {
                inTurn(turns, OTHER, _ -> awaitEnd(end));
                return true;
            });
            await(() -> turns.running() == 1);
            all.close();
            // Its memory has come, and the turn has not.
            await(() -> turns.use().waiting() == 1);
            try (BodyReservation bystander = memory.open(new Share("con_cccccccccccccccc"), Presence.ASSUMED)) {
                bystander.handle(ALL);
                end.countDown();
                assertThat(other.get(1, TimeUnit.MINUTES)).isTrue();
                await(() -> memory.use().waiting() == 1);
            }
            assertThat(one.get(1, TimeUnit.MINUTES)).isEqualTo("one");
        }
        assertThat(memory.use().taken()).isZero();
        assertThat(turns.running()).isZero();
    }

    @Test
    void oneDeadlineIsForTheTurnTheMemoryAndTheTurnAgain() {
        BulkTurns hasty = new BulkTurns(1, Duration.ofMillis(600));
        try (BodyReservation all = memory.open(Share.of(OTHER), Presence.ASSUMED)) {
            all.handle(ALL);
            long begin = System.nanoTime();
            assertThatExceptionOfType(BodyMemoryException.class)
                    .isThrownBy(() -> bulk(hasty, ONE, 2 * MIB, "never"))
                    .satisfies(late -> assertThat(late.reason()).isEqualTo(BodyMemoryException.Reason.LATE));
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LONG.dividedBy(2));
        }
        assertThat(hasty.running()).isZero();
        assertThat(hasty.use().waiting()).isZero();
        assertThat(bulk(hasty, ONE, 1_000, "free")).isEqualTo("free");
    }

    @Test
    void whoseTurnDoesNotComeAgainInTimeIsRefused() throws Exception {
        BulkTurns hasty = new BulkTurns(1, Duration.ofMillis(600));
        CountDownLatch end = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> others = new ArrayList<>();
            assertThatExceptionOfType(ScimException.class)
                    .isThrownBy(() -> inTurn(hasty, ONE, turn -> kept(turn, left -> {
                        others.add(threads.submit(() -> {
                            inTurn(hasty, OTHER, _ -> awaitEnd(end));
                            return true;
                        }));
                        await(() -> hasty.running() == 1);
                        sleep(left);
                    })))
                    .satisfies(late -> assertThat(late.status()).isEqualTo(503));
            assertThat(hasty.running()).as("the other one's").isEqualTo(1);
            end.countDown();
            assertThat(others.getFirst().get(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(hasty.running()).isZero();
        assertThat(hasty.use().waiting()).isZero();
    }

    @Test
    void whoseOtherWaitFailsHasNoTurnAndHoldsNobodyUp() {
        BulkTurns turns = new BulkTurns(1, LONG);
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> inTurn(turns, ONE, turn -> kept(turn, left -> {
                        throw new IllegalStateException("gone");
                    })));
        }
        assertThat(turns.running()).isZero();
        assertThat(bulk(turns, ONE, 1_000, "next")).isEqualTo("next");
    }

    /** In whatever order they come by turns and memory, all of them come to an end, and nothing is left behind. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whereBothAreScarceEverybodyIsServedInTheEnd(long seed) throws Exception {
        BulkTurns turns = new BulkTurns(2, LONG);
        Random random = new Random(seed);
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 60; i++) {
                ConnectionId connection = new ConnectionId("con_000000000000000" + i % 5);
                long weight = (20 + random.nextInt(60)) * MIB;
                long raw = random.nextInt(4) * MIB;
                int micros = random.nextInt(2_000);
                boolean bulk = random.nextInt(4) > 0;
                all.add(threads.submit(() -> {
                    sleep(Duration.ofNanos(micros * 1_000L));
                    try (BodyReservation room = memory.open(Share.of(connection), Presence.ASSUMED)) {
                        room.receive(raw, raw);
                        if (!bulk) {
                            room.handle(weight);
                            sleep(Duration.ofNanos(micros * 1_000L));
                        } else {
                            turns.inTurn(connection, Presence.ASSUMED, turn -> {
                                handle(room, weight, turn);
                                assertThat(atOnce.incrementAndGet()).isLessThanOrEqualTo(2);
                                sleep(Duration.ofNanos(micros * 1_000L));
                                return atOnce.decrementAndGet();
                            });
                        }
                        done.incrementAndGet();
                    } catch (BodyMemoryException shed) {
                        // Where all that hold memory wait for more, one is told to come again.
                        assertThat(shed.reason()).isEqualTo(BodyMemoryException.Reason.SHED);
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get(100, TimeUnit.SECONDS);
            }
        }
        assertThat(done).hasValueGreaterThan(30);
        assertThat(memory.use().taken()).isZero();
        assertThat(turns.running()).isZero();
        assertThat(turns.use().waiting()).isZero();
    }

    private String bulk(BulkTurns turns, ConnectionId connection, long weight, String answer) {
        try (BodyReservation room = memory.open(Share.of(connection), Presence.ASSUMED)) {
            return turns.inTurn(connection, Presence.ASSUMED, turn -> {
                handle(room, weight, turn);
                return answer;
            });
        }
    }

    /** As a bulk request does it. */
    private static void handle(BodyReservation room, long weight, PartedTurn turn) {
        boolean handled = room.handleAtOnce(weight);
        while (!handled) {
            handled = turn.apart(left -> room.handle(weight, left), room::handleNoMore) || room.handleAtOnce(weight);
        }
    }

    private static void kept(PartedTurn turn, Consumer<Duration> wait) {
        assertThat(turn.apart(wait, () -> {})).isTrue();
    }

    private static void inTurn(BulkTurns turns, ConnectionId connection, Consumer<PartedTurn> work) {
        boolean done = turns.<Boolean>inTurn(connection, Presence.ASSUMED, turn -> {
            work.accept(turn);
            return true;
        });
        assertThat(done).isTrue();
    }

    private static void awaitEnd(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
