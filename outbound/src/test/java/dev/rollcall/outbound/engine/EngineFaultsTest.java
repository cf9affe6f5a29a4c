package dev.rollcall.outbound.engine;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.HeadOrigin;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.Learned;
import dev.rollcall.outbound.setting.OutboundSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What the engine does when something fails beside the target. */
class EngineFaultsTest {
    /** Room for one run: whoever does not give it back is the last one. */
    private static final OutboundSettings ONE_RUN = new OutboundSettings(16, OutboundSettings.RUN_BYTES, 100, 1_000,
            100,
            Duration.ofDays(30));

    @TempDir
    private Path folder;

    private final TestTime time = new TestTime();

    @Test
    void aStoreThatIsAwayWhenARunEndsKeepsNeitherTheSubjectNorItsRoom() {
        try (EngineHouse house = new EngineHouse(folder, time, ONE_RUN)) {
            EventStream stream = house.house.add(Given.scim(1));
            house.store.beforeRead(() -> {
                // Runs are on virtual threads; the rounds of the test are not.
                if (Thread.currentThread().isVirtual()) {
                    throw new StorageException(StorageException.Kind.BUSY, "away");
                }
            });
            house.target.answer(_ -> {
                time.pass(Duration.ofSeconds(2));
                return Optional.empty();
            });
            house.house.user("ada");
            house.settle();
            house.store.beforeRead(() -> {});
            house.target.answer(_ -> Optional.empty());
            house.house.user("bob");
            house.pass(Duration.ofSeconds(2));
            assertThat(house.target.users()).hasSize(2);
            assertThat(house.states(stream)).containsExactly(DeliveryState.DELIVERED, DeliveryState.DELIVERED);
        }
    }

    /** The setting alone could say more than there is. */
    @Test
    void runsHaveHalfOfTheMemoryAtMostAndAlwaysRoomForOne() {
        assertThat(RunsUnderWay.room(320L << 20, 256L << 20)).isEqualTo(128L << 20);
        assertThat(RunsUnderWay.room(320L << 20, 1L << 30)).isEqualTo(320L << 20);
        assertThat(RunsUnderWay.room(320L << 20, 1L << 20)).isEqualTo(OutboundSettings.RUN_BYTES);
    }

    /** All rows of one group are one probe, and that may be due in an hour: others must be there to be probed with. */
    @Test
    void aSickTargetIsProbedWithOthersWhenOneGroupHasAllTheRows() {
        int more = StreamRooms.AHEAD_OF_THE_SICK;
        try (EngineHouse house = new EngineHouse(folder, time)) {
            EventStream stream = house.house.add(Given.scim(1));
            String team = house.house.group("Team", List.of());
            house.settle();
            house.target.answer(_ -> Optional.of(ScriptedTarget.later(503, true)));
            users(house, 0, 3);
            house.settle();
            house.pass(Duration.ofSeconds(11));
            house.pass(Duration.ofSeconds(11));
            for (int i = 0; i < more; i++) {
                house.house.join(team, List.of("0199-" + i));
            }
            house.settle();
            house.house.user("behind");
            house.pass(Duration.ofSeconds(11));
            assertThat(house.head(stream, house.house.subject("behind"))).isPresent();
        }
    }

    /** Rows that nobody can deliver would slow whoever writes: a place in the record stands for them until the target is well. */
    @Test
    void whatASickTargetIsOwedBecomesRowsWhenItIsWell() {
        int more = StreamRooms.AHEAD_OF_THE_SICK;
        int few = 40;
        try (EngineHouse house = new EngineHouse(folder, time)) {
            EventStream stream = house.house.add(Given.scim(1));
            house.target.answer(_ -> Optional.of(ScriptedTarget.later(503, true)));
            users(house, 0, few);
            house.settle();
            house.pass(Duration.ofSeconds(11));
            house.pass(Duration.ofSeconds(11));
            users(house, few, few + more);
            house.settle();
            assertThat(house.states(stream)).hasSize(more).containsOnly(DeliveryState.PENDING);
            house.target.answer(_ -> Optional.empty());
            for (int i = 0; i < 12; i++) {
                house.pass(Duration.ofMinutes(1));
            }
            assertThat(house.states(stream)).hasSize(few + more).containsOnly(DeliveryState.DELIVERED);
        }
    }

    /** Nobody has thought of it: the subject is due again all the same, in doubt, and leaves its room to others. */
    @Test
    void aRunThatBreaksOffIsMadeAgain() {
        AtomicBoolean broken = new AtomicBoolean(true);
        try (EngineHouse house = new EngineHouse(folder, time, ONE_RUN, () -> {
            if (broken.get()) {
                throw new IllegalStateException("broken");
            }
            return 1;
        })) {
            EventStream stream = house.house.add(Given.scim(1));
            house.target.answer(_ -> Optional.of(ScriptedTarget.later(500, false)));
            house.house.user("ada");
            house.settle();
            assertThat(house.target.journal()).hasSize(1);
            broken.set(false);
            house.target.answer(_ -> Optional.empty());
            house.house.user("bob");
            house.pass(Duration.ofSeconds(61));
            assertThat(house.target.journal()).extracting(ScriptedTarget.Asked::doubt)
                    .containsExactlyInAnyOrder(false, false, true);
            assertThat(house.states(stream)).containsExactly(DeliveryState.DELIVERED, DeliveryState.DELIVERED);
        }
    }

    /** A stream that waits for a synchronisation is not paused; a target that refuses the credential is left alone all the same. */
    @Test
    void aCredentialThatIsRefusedDuringASyncHoldsTheTarget() {
        try (EngineHouse house = new EngineHouse(folder, time)) {
            EventStream stream = house.house.add(Given.scim(1));
            house.house.user("ada");
            house.settle();
            EventId event = house.deliveries(stream).getFirst().event();
            house.house.storage().write(Share.OUTBOUND, "test", session -> {
                session.streams()
                        .state(stream.id(), StreamState.needsSync("for a test", time.instant()),
                                Set.of(StreamState.Kind.ENABLED));
                return session.deliveries()
                        .fanOut(stream.id(), List.of(), List.of(DeliveryHead.due(stream.id(),
                                house.house.subject("ada"), HeadIntent.REPLACE, event, HeadOrigin.SYNC,
                                time.instant())), List.of());
            });
            house.target.answer(_ -> Optional.of(new DeliveryOutcome.Unauthorized("401", true, false, Learned.nothing(),
                    ScriptedTarget.exchange(401, "token is over"))));
            time.pass(Duration.ofSeconds(2));
            house.until(() -> house.target.journal().size() > 1);
            for (int i = 0; i < 200; i++) {
                house.engine.round();
            }
            house.pass(Duration.ofSeconds(50));
            assertThat(house.target.journal()).hasSize(2);
            assertThat(house.progress(stream).heldUntil()).isAfter(time.instant());
            house.target.answer(_ -> Optional.empty());
            house.pass(Duration.ofSeconds(12));
            assertThat(house.target.journal()).hasSize(3);
            assertThat(house.head(stream, house.house.subject("ada"))).isEmpty();
        }
    }

    /** Days in which nobody could be sent anything are no days in which this one was tried. */
    @Test
    void whatWasNeverTriedIsNotGivenUpHoweverLongItLay() {
        try (EngineHouse house = new EngineHouse(folder, time)) {
            EventStream stream = house.house.add(Given.scim(1));
            house.house.user("ada");
            house.engine.follow();
            assertThat(house.head(stream, house.house.subject("ada"))).isPresent();
            state(house, stream, StreamState.paused("for a test", time.instant()), StreamState.Kind.ENABLED);
            house.pass(Duration.ofDays(4));
            state(house, stream, StreamState.enabled(time.instant()), StreamState.Kind.PAUSED);
            house.target.answer(work -> work.head().subject().equals(house.house.subject("ada"))
                    ? Optional.of(ScriptedTarget.later(500, false))
                    : Optional.empty());
            house.house.user("bob");
            house.pass(Duration.ofSeconds(2));
            house.pass(Duration.ofSeconds(2));
            house.pass(Duration.ofSeconds(4));
            assertThat(house.target.journal()).hasSizeGreaterThan(2);
            assertThat(house.states(stream)).containsExactly(DeliveryState.PENDING, DeliveryState.DELIVERED);
        }
    }

    private static void state(EngineHouse house, EventStream stream, StreamState state, StreamState.Kind from) {
        house.house.storage()
                .write(Share.OUTBOUND, "test",
                        session -> session.streams().state(stream.id(), state, Set.of(from)));
    }

    private static void users(EngineHouse house, int from, int to) {
        for (int i = from; i < to; i++) {
            house.house.user("u" + i);
        }
    }
}
