package dev.rollcall.outbound.engine;

import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.SkipReason;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.Exchanges;
import dev.rollcall.outbound.delivery.Learned;
import dev.rollcall.outbound.setting.OutboundSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
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

    /** A probe that has nothing to send has asked nobody: the next one is made at once. */
    @Test
    void whatIsSkippedUsesNoProbesUp() {
        try (EngineHouse house = new EngineHouse(folder, time)) {
            house.house.add(Given.scim(1));
            house.target.answer(_ -> Optional.of(ScriptedTarget.later(503, true)));
            for (int i = 0; i < 20; i++) {
                house.house.user("u" + i);
            }
            house.settle();
            for (int i = 0; i < 12; i++) {
                house.pass(Duration.ofMinutes(5));
            }
            house.house.user("last");
            house.target.answer(work -> work.head().subject().equals(house.house.subject("last"))
                    ? Optional.empty()
                    : Optional.of(new DeliveryOutcome.Skipped(SkipReason.CONDITION, Learned.nothing(),
                            Exchanges.none())));
            house.pass(Duration.ofMinutes(7));
            settle(house);
            assertThat(house.target.users()).containsOnlyKeys(house.house.subject("last"));
        }
    }

    /** More of them than there is room for, and none of them goes: each is tried once, and the stream goes on. */
    @Test
    void theEndOfAConnectionGoesOnWhereItWasWhenThereWasNoRoom() {
        OutboundSettings ten = new OutboundSettings(16, 64L << 20, 10, 1_000, 1_000, Duration.ofDays(30));
        try (EngineHouse house = new EngineHouse(folder, time, ten)) {
            EventStream stream = house.house.add(Given.scim(1));
            for (int i = 0; i < 25; i++) {
                house.house.user("u" + i);
            }
            settle(house);
            assertThat(house.target.users()).hasSize(25);
            house.target.answer(_ -> Optional.of(new DeliveryOutcome.Final("405", Learned.nothing(),
                    ScriptedTarget.exchange(405, "never"))));
            house.house.deleteConnection();
            settle(house);
            assertThat(house.states(stream).stream().filter(DeliveryState.FAILED::equals)).hasSize(25);
            assertThat(house.target.journal()).hasSize(50);
        }
    }

    private static void settle(EngineHouse house) {
        for (int i = 0; i < 8; i++) {
            house.pass(Duration.ofSeconds(1));
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

    /** One subject that is tried again for days holds the reader, and the deletion of a connection forgets it: that costs nobody an event. */
    @Test
    void aStreamThatCannotBeComparedGoesOnAtItsPlaceAsLongAsNothingIsLost() {
        try (EngineHouse house = new EngineHouse(folder, time)) {
            EventStream webhook = house.house.add(Given.webhook(1));
            EventStream logout = house.house.add(Given.logout(2));
            house.house.user("ada");
            house.settle();
            time.pass(StreamPlaces.HOLD_EVERY);
            forgetReaders(house, webhook, logout);
            house.house.user("bob");
            house.settle();
            assertThat(house.states(webhook)).containsExactly(DeliveryState.DELIVERED, DeliveryState.DELIVERED);
            assertThat(house.states(logout)).isEqualTo(house.states(webhook));

            set(house, StreamState.paused("for a test", time.instant()), StreamState.Kind.ENABLED, webhook, logout);
            house.pass(Duration.ofSeconds(2));
            house.house.deleteConnection();
            forgetReaders(house, webhook, logout);
            set(house, StreamState.enabled(time.instant()), StreamState.Kind.PAUSED, webhook, logout);
            house.pass(Duration.ofSeconds(2));
            assertThat(house.now(webhook).state().kind()).isEqualTo(StreamState.Kind.NEEDS_SYNC);
            assertThat(house.now(webhook).state().reason().orElseThrow()).contains("skip").doesNotContain("sync");
            assertThat(house.now(logout).state().isEnabled()).isTrue();
            assertThat(house.states(logout)).hasSize(3);
        }
    }

    private static void set(EngineHouse house, StreamState state, StreamState.Kind from, EventStream... streams) {
        for (EventStream stream : streams) {
            assertThat(house.house.storage()
                    .<Boolean>write(Share.HOUSE, "test",
                            session -> session.streams().state(stream.id(), state, Set.of(from))))
                    .isTrue();
        }
    }

    private static void forgetReaders(EngineHouse house, EventStream... streams) {
        for (EventStream stream : streams) {
            assertThat(house.house.storage()
                    .<Boolean>write(Share.HOUSE, "test", session -> session.changeReaders()
                            .remove(Optional.empty(), stream.id().readerName())))
                    .isTrue();
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
