package dev.rollcall.outbound.engine;

import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** What the engine does with what happens, end to end on an embedded store, by a given time. */
class EngineTest {
    @TempDir
    private Path folder;

    private final TestTime time = new TestTime();
    private EngineHouse house;

    @BeforeEach
    void open() {
        house = new EngineHouse(folder, time);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void whatHappensReachesTheTargetInOrderAndOnce() {
        EventStream stream = house.house.add(Given.scim(1));
        String ada = house.house.user("ada");
        house.house.user("bob");
        house.settle();
        house.house.rename(ada, "Ada L.");
        house.settle();
        assertThat(house.target.users()).isEqualTo(Map.of(subject("ada"), "Ada L.", subject("bob"), "bob"));
        assertThat(house.target.journal()).extracting(ScriptedTarget.Asked::intent)
                .containsExactlyInAnyOrder(HeadIntent.CREATE, HeadIntent.CREATE, HeadIntent.UPDATE);
        assertThat(house.states(stream)).hasSize(3).containsOnly(DeliveryState.DELIVERED);
        house.house.delete(ada);
        house.settle();
        assertThat(house.target.users()).containsOnlyKeys(subject("bob"));
        assertThat(house.deliveries(stream).getLast().type()).isEqualTo(EventType.USER_DELETED);
        assertThat(house.head(stream, subject("ada"))).isEmpty();
    }

    @Test
    void aStreamThatIsMadeLaterBeginsAtTheEnd() {
        house.house.user("ada");
        EventStream stream = house.house.add(Given.scim(1));
        house.settle();
        assertThat(house.deliveries(stream)).isEmpty();
        house.house.user("bob");
        house.settle();
        assertThat(house.target.users()).containsOnlyKeys(subject("bob"));
    }

    @Test
    void aNewerStateStandsForOlderOnesThatAreNotSent() {
        EventStream stream = house.house.add(Given.scim(1));
        String ada = house.house.user("ada");
        house.house.rename(ada, "A.");
        house.house.rename(ada, "Ada");
        house.settle();
        assertThat(house.target.journal()).singleElement().satisfies(asked -> {
            assertThat(asked.intent()).isEqualTo(HeadIntent.CREATE);
            assertThat(asked.state()).contains("Ada");
        });
        List<StreamDelivery> rows = house.deliveries(stream);
        assertThat(rows).extracting(StreamDelivery::state)
                .containsExactly(
                        DeliveryState.SUPERSEDED, DeliveryState.SUPERSEDED, DeliveryState.DELIVERED);
        assertThat(rows.getFirst().byEvent()).contains(rows.getLast().event());
    }

    /** The state that a run reads may hold changes that are not fanned out yet: they need no request of their own. */
    @Test
    void aChangeThatWasSentBeforeItWasFannedOutIsSuperseded() {
        EventStream stream = house.house.add(Given.scim(1));
        String ada = house.house.user("ada");
        house.target.answer(work -> {
            if (house.target.journal().size() == 1) {
                house.house.rename(ada, "Ada");
            }
            return Optional.empty();
        });
        house.settle();
        house.target.answer(_ -> Optional.empty());
        house.settle();
        // The name came after the run had read; the next run sends it, and a third is not needed.
        assertThat(house.target.users()).containsValue("Ada");
        assertThat(house.states(stream)).doesNotContain(DeliveryState.PENDING).hasSize(2);
    }

    @Test
    void whoIsMadeAndDeletedBeforeAnythingIsSentIsLookedForAndDeleted() {
        EventStream stream = house.house.add(Given.scim(1));
        house.house.delete(house.house.user("ada"));
        house.settle();
        assertThat(house.target.journal()).extracting(ScriptedTarget.Asked::intent)
                .containsExactly(HeadIntent.LOOK_DELETE);
        assertThat(house.states(stream)).containsExactly(DeliveryState.SUPERSEDED, DeliveryState.DELIVERED);
    }

    /** A paused stream keeps its place and gets no rows; what came meanwhile is there when it goes on. */
    @Test
    void aPausedStreamKeepsItsPlaceAndWritesNothing() {
        EventStream stream = house.house.add(Given.scim(1));
        house.house.user("before");
        house.settle();
        house.house.storage()
                .write(Share.OUTBOUND, "pause", session -> session.streams()
                        .state(stream.id(),
                                StreamState.paused("for a test", time.instant()), Set.of(StreamState.Kind.ENABLED)));
        house.time.pass(Duration.ofSeconds(2));
        for (int i = 0; i < 50; i++) {
            house.house.user("u" + i);
        }
        house.settle();
        assertThat(house.deliveries(stream)).hasSize(1);
        assertThat(house.target.journal()).hasSize(1);
        house.house.storage()
                .write(Share.OUTBOUND, "resume", session -> session.streams()
                        .state(stream.id(), StreamState.enabled(time.instant()), Set.of(StreamState.Kind.PAUSED)));
        house.pass(Duration.ofSeconds(2));
        assertThat(house.target.users()).hasSize(51);
        assertThat(house.states(stream)).hasSize(51).containsOnly(DeliveryState.DELIVERED);
    }

    /** Whatever the process was at when it ended is done again, with a look first. */
    @Test
    void whatWasOwedBeforeARestartIsDoneAndInDoubt() {
        EventStream stream = house.house.add(Given.scim(1));
        house.target.answer(_ -> Optional.of(ScriptedTarget.later(500, false)));
        house.house.user("ada");
        house.settle();
        house.house.user("bob");
        house.close();
        time.pass(Duration.ofMinutes(1));
        house = new EngineHouse(folder, time);
        house.settle();
        assertThat(house.target.journal()).extracting(asked -> asked.subject(), asked -> asked.doubt())
                .containsExactlyInAnyOrder(tuple(subject("ada"), true), tuple(subject("bob"), false));
        assertThat(house.states(stream)).containsOnly(DeliveryState.DELIVERED).hasSize(2);
    }

    /** A change that comes while the subject is being sent is not lost with the result. */
    @Test
    void whatComesWhileARunIsUnderWayIsSentAfterwards() {
        EventStream stream = house.house.add(Given.scim(1));
        CountDownLatch followed = new CountDownLatch(1);
        house.target.answer(_ -> {
            await(followed);
            return Optional.empty();
        });
        String ada = house.house.user("ada");
        house.until(() -> house.target.journal().size() == 1);
        house.house.rename(ada, "Ada");
        // The follower makes a row of it while the run goes on.
        house.engine.follow();
        assertThat(house.states(stream)).containsExactly(DeliveryState.PENDING, DeliveryState.PENDING);
        followed.countDown();
        house.settle();
        assertThat(house.target.users()).containsValue("Ada");
        assertThat(house.states(stream)).containsExactly(DeliveryState.DELIVERED, DeliveryState.DELIVERED);
        assertThat(house.target.journal()).extracting(ScriptedTarget.Asked::intent)
                .containsExactly(HeadIntent.CREATE, HeadIntent.UPDATE);
    }

    @Test
    void driversAreMadeForEachRevisionAndClosed() {
        EventStream stream = house.house.add(Given.scim(1));
        house.house.user("ada");
        house.settle();
        assertThat(house.target.open()).isEqualTo(1);
        house.house.storage().write(Share.OUTBOUND, "edit", session -> session.streams().put(house.now(stream)));
        house.house.user("bob");
        house.settle();
        assertThat(house.target.opened()).isEqualTo(2);
        assertThat(house.target.open()).isEqualTo(1);
        house.house.storage().write(Share.OUTBOUND, "remove", session -> session.streams().remove(stream.id()));
        house.settle();
        assertThat(house.target.open()).isZero();
    }

    @Test
    void aHeadStaysUntilItsNewestEventIsDone() {
        EventStream stream = house.house.add(Given.scim(1));
        house.target.answer(_ -> Optional.of(ScriptedTarget.later(500, false)));
        String ada = house.house.user("ada");
        house.settle();
        DeliveryHead first = house.head(stream, subject("ada")).orElseThrow();
        house.house.rename(ada, "Ada");
        house.settle();
        DeliveryHead second = house.head(stream, subject("ada")).orElseThrow();
        assertThat(second.lastEvent()).isGreaterThan(first.lastEvent());
        assertThat(second.dueAt()).isEqualTo(first.dueAt());
        assertThat(second.intent()).isEqualTo(HeadIntent.CREATE);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private SubjectKey subject(String name) {
        return house.house.subject(name);
    }
}
