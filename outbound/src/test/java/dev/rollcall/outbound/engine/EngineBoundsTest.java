package dev.rollcall.outbound.engine;

import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.Learned;
import dev.rollcall.outbound.setting.OutboundSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What bounds the engine, and who waits for whom. */
class EngineBoundsTest {
    private static final OutboundSettings SMALL = new OutboundSettings(16, 64L << 20, 100, 1_000, 100,
            Duration.ofDays(30));

    @TempDir
    private Path folder;

    private final TestTime time = new TestTime();

    @Test
    void aTargetThatDoesNotAnswerSlowsNoOther() {
        CountDownLatch stall = new CountDownLatch(1);
        try (EngineHouse house = new EngineHouse(folder, time, SMALL)) {
            EventStream stalled = house.house.add(Given.scim(1));
            house.target.answer(work -> {
                if (work.stream().id().equals(stalled.id())) {
                    await(stall);
                }
                return Optional.empty();
            });
            for (int i = 0; i < 60; i++) {
                house.house.user("u" + i);
            }
            // It takes all that it gets before anybody else is there.
            for (int i = 0; i < 20; i++) {
                house.engine.round();
            }
            EventStream well = house.house.add(Given.scim(2));
            for (int i = 60; i < 90; i++) {
                house.house.user("u" + i);
            }
            house.until(() -> house.states(well).stream().filter(DeliveryState.DELIVERED::equals).count() == 30);
            assertThat(house.states(stalled)).hasSize(90).containsOnly(DeliveryState.PENDING);
            stall.countDown();
            house.settle();
            assertThat(house.states(stalled)).containsOnly(DeliveryState.DELIVERED);
        } finally {
            stall.countDown();
        }
    }

    /** What is behind the rows is a place in the record, however much it is. */
    @Test
    void noMoreRowsLieOpenThanTheirBound() {
        try (EngineHouse house = new EngineHouse(folder, time, SMALL)) {
            EventStream stream = house.house.add(Given.scim(1));
            house.target
                    .answer(_ -> Optional.of(new DeliveryOutcome.Later("429", Optional.of(Duration.ofHours(1)), false,
                            false, Learned.nothing(), ScriptedTarget.exchange(429, "later"))));
            for (int i = 0; i < 250; i++) {
                house.house.user("u" + i);
            }
            house.settle();
            assertThat(house.states(stream)).hasSize(100).containsOnly(DeliveryState.PENDING);
            house.target.answer(_ -> Optional.empty());
            house.pass(Duration.ofMinutes(61));
            for (int i = 0; i < 10; i++) {
                house.pass(Duration.ofSeconds(1));
            }
            assertThat(house.target.users()).hasSize(250);
            assertThat(house.states(stream)).hasSize(250).containsOnly(DeliveryState.DELIVERED);
        }
    }

    /** A sick target is asked by one delivery now and then, and everything goes on when it is well. */
    @Test
    void aSickTargetIsProbedAndNeverGivenUp() {
        try (EngineHouse house = new EngineHouse(folder, time)) {
            EventStream stream = house.house.add(Given.scim(1));
            house.target.answer(_ -> Optional.of(ScriptedTarget.later(503, true)));
            for (int i = 0; i < 40; i++) {
                house.house.user("u" + i);
            }
            house.settle();
            house.pass(Duration.ofSeconds(11));
            int before = house.target.journal().size();
            for (int i = 0; i < 100; i++) {
                house.pass(Duration.ofSeconds(3));
            }
            // One probe after 1, 2, 4 … 128 seconds, where 40 subjects would have been tried hundreds of times.
            assertThat(house.target.journal().size() - before).isBetween(4, 12);
            assertThat(house.progress(stream).lastAnswer())
                    .hasValueSatisfying(text -> assertThat(text).contains("503"));
            assertThat(house.now(stream).state().isEnabled()).isTrue();
            house.target.answer(_ -> Optional.empty());
            for (int i = 0; i < 12; i++) {
                house.pass(Duration.ofMinutes(5));
            }
            assertThat(house.target.users()).hasSize(40);
            assertThat(house.progress(stream).failures()).isZero();
        }
    }

    /** What was tried for days becomes a dead letter only when the target takes others. */
    @Test
    void nothingIsGivenUpThatNobodyGetsThroughWith() {
        try (EngineHouse house = new EngineHouse(folder, time)) {
            EventStream stream = house.house.add(Given.scim(1));
            house.target.answer(_ -> Optional.of(ScriptedTarget.later(500, true)));
            house.house.user("ada");
            for (int i = 0; i < 16; i++) {
                house.pass(Duration.ofHours(6));
            }
            assertThat(house.states(stream)).containsExactly(DeliveryState.PENDING);
            house.target.answer(work -> work.head().subject().equals(house.house.subject("ada"))
                    ? Optional.of(ScriptedTarget.later(500, false))
                    : Optional.empty());
            for (int i = 0; i < 6; i++) {
                house.house.user("u" + i);
                house.pass(Duration.ofHours(1));
            }
            assertThat(house.states(stream)).first().isEqualTo(DeliveryState.FAILED);
            assertThat(house.deliveries(stream).getFirst().note()).contains("given-up");
        }
    }

    @Test
    void aQuietHouseWritesNothing() {
        try (EngineHouse house = new EngineHouse(folder, time)) {
            house.settle();
            long without = commits(house);
            for (int i = 0; i < 20; i++) {
                house.pass(Duration.ofSeconds(30));
            }
            assertThat(commits(house)).isEqualTo(without);
            EventStream stream = house.house.add(Given.scim(1));
            house.house.user("ada");
            house.settle();
            house.pass(Duration.ofSeconds(10));
            long with = commits(house);
            for (int i = 0; i < 20; i++) {
                house.pass(Duration.ofSeconds(30));
            }
            assertThat(commits(house)).isEqualTo(with);
            assertThat(house.states(stream)).containsExactly(DeliveryState.DELIVERED);
        }
    }

    /** The record is kept for a stream that is behind, and one that lost its place does not pass over what is gone. */
    @Test
    void aStreamWhoseReaderIsGoneNeedsASync() {
        try (EngineHouse house = new EngineHouse(folder, time)) {
            EventStream stream = house.house.add(Given.scim(1));
            house.house.storage()
                    .write(Share.HOUSE, "test", session -> session.changeReaders()
                            .remove(Optional.empty(), stream.id().readerName()));
            house.house.user("ada");
            house.settle();
            assertThat(house.now(stream).state().kind()).isEqualTo(StreamState.Kind.NEEDS_SYNC);
            assertThat(house.now(stream).state().reason())
                    .hasValueSatisfying(text -> assertThat(text).contains("sync"));
            assertThat(house.deliveries(stream)).isEmpty();
            assertThat(house.target.journal()).isEmpty();
        }
    }

    @Test
    void moreThanTheRateIsNeverSent() {
        try (EngineHouse house = new EngineHouse(folder, time)) {
            house.house.add(Given.scim(1, StreamFilter.NONE, 8, Optional.of(5)));
            for (int i = 0; i < 60; i++) {
                house.house.user("u" + i);
            }
            house.settle();
            int begin = house.target.journal().size();
            assertThat(begin).isLessThanOrEqualTo(5);
            for (int i = 0; i < 20; i++) {
                house.pass(Duration.ofMillis(200));
            }
            assertThat(house.target.journal().size() - begin).isBetween(18, 21);
        }
    }

    private static long commits(EngineHouse house) {
        return house.house.storage().health().work().commits();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
