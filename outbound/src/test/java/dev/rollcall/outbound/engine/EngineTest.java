package dev.rollcall.outbound.engine;

import dev.rollcall.directory.change.Actor;
import dev.rollcall.directory.change.Cause;
import dev.rollcall.directory.change.ChangeImage;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.Exchanges;
import dev.rollcall.outbound.delivery.Learned;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
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

    @Test
    void whatFailsIsTriedAgainLaterAndLaterUntilItWorks() {
        EventStream stream = house.house.add(Given.scim(1));
        house.target.answer(_ -> Optional.of(ScriptedTarget.later(500, false)));
        house.house.user("ada");
        house.settle();
        assertThat(house.target.journal()).hasSize(1);
        house.pass(Duration.ofMillis(700));
        assertThat(house.target.journal()).hasSize(1);
        house.pass(Duration.ofMillis(600));
        assertThat(house.target.journal()).hasSize(2);
        house.pass(Duration.ofMillis(1_500));
        assertThat(house.target.journal()).hasSize(2);
        house.pass(Duration.ofMillis(1_000));
        assertThat(house.target.journal()).extracting(ScriptedTarget.Asked::tries).containsExactly(0, 1, 2);
        assertThat(house.head(stream, subject("ada"))).hasValueSatisfying(head -> {
            assertThat(head.tries()).isEqualTo(3);
            assertThat(head.cause()).contains("500");
        });
        house.target.answer(_ -> Optional.empty());
        house.pass(Duration.ofSeconds(5));
        assertThat(house.states(stream)).containsExactly(DeliveryState.DELIVERED);
        assertThat(house.attempts(house.deliveries(stream).getFirst())).hasSize(3);
    }

    /** While one subject waits to be tried again, its later events wait too, and others do not. */
    @Test
    void orderIsKeptWithinASubjectAndNobodyElseWaits() {
        house.house.add(Given.webhook(1));
        house.target.answer(work -> work.head().subject().equals(subject("ada"))
                ? Optional.of(ScriptedTarget.later(503, false))
                : Optional.empty());
        String ada = house.house.user("ada");
        house.house.rename(ada, "Ada");
        house.house.user("bob");
        house.settle();
        assertThat(house.target.journal()).hasSize(2);
        house.target.answer(_ -> Optional.empty());
        house.pass(Duration.ofSeconds(2));
        List<ScriptedTarget.Asked> ofAda = house.target.journal()
                .stream()
                .filter(asked -> asked.subject().equals(subject("ada")))
                .toList();
        assertThat(ofAda).hasSize(3);
        assertThat(ofAda.get(0).events()).isEqualTo(ofAda.get(1).events());
        assertThat(ofAda.get(2).events().getFirst()).isGreaterThan(ofAda.get(1).events().getFirst());
    }

    @Test
    void aDeadLetterStopsNobodyAndIsKeptWithWhatWasAsked() {
        EventStream stream = house.house.add(Given.webhook(1));
        house.target.answer(work -> house.target.journal().size() == 1
                ? Optional.of(new DeliveryOutcome.Final("400 invalidValue", Learned.nothing(),
                        ScriptedTarget.exchange(400, "Attribute x is unknown")))
                : Optional.empty());
        String ada = house.house.user("ada");
        house.house.rename(ada, "Ada");
        house.settle();
        assertThat(house.states(stream)).containsExactly(DeliveryState.FAILED, DeliveryState.DELIVERED);
        StreamDelivery dead = house.deliveries(stream).getFirst();
        assertThat(dead.cause()).contains("400 invalidValue");
        assertThat(house.attempts(dead))
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.error()).isEqualTo("Attribute x is unknown"));
        house.house.storage()
                .write(Share.OUTBOUND, "redeliver", session -> session.deliveries()
                        .redeliver(stream.id(), List.of(dead.event()), HeadIntent.DELIVER, time.instant()));
        house.pass(Duration.ofSeconds(1));
        assertThat(house.deliveries(stream).getFirst()).satisfies(row -> {
            assertThat(row.state()).isEqualTo(DeliveryState.DELIVERED);
            assertThat(row.late()).isTrue();
        });
    }

    /** Retry-After holds the target, not the one delivery. */
    @Test
    void retryAfterHoldsTheTarget() {
        EventStream stream = house.house.add(Given.scim(1));
        house.target.answer(_ -> Optional.of(new DeliveryOutcome.Later("429", Optional.of(Duration.ofMinutes(2)), false,
                false, Learned.nothing(), ScriptedTarget.exchange(429, "slow down"))));
        house.house.user("ada");
        house.settle();
        assertThat(house.progress(stream).heldUntil()).isEqualTo(TestTime.START.plus(Duration.ofMinutes(2)));
        house.target.answer(_ -> Optional.empty());
        house.house.user("bob");
        house.pass(Duration.ofSeconds(119));
        assertThat(house.target.journal()).hasSize(1);
        house.pass(Duration.ofSeconds(2));
        assertThat(house.target.journal()).extracting(ScriptedTarget.Asked::tries)
                .as("a target that is busy for all uses up nobody's tries")
                .containsExactly(0, 0, 0);
        assertThat(house.target.users()).hasSize(2);
    }

    /** A credential that is refused stops the stream before it burns the queue; nothing is lost. */
    @Test
    void aRefusedCredentialPausesTheStreamWithItsReason() {
        EventStream stream = house.house.add(Given.scim(1));
        house.target.answer(_ -> Optional.of(new DeliveryOutcome.Unauthorized("401", true, false, Learned.nothing(),
                ScriptedTarget.exchange(401, "token is over"))));
        for (int i = 0; i < 30; i++) {
            house.house.user("u" + i);
        }
        house.settle();
        assertThat(house.now(stream).state().kind()).isEqualTo(StreamState.Kind.PAUSED);
        assertThat(house.now(stream).state().reason())
                .hasValueSatisfying(text -> assertThat(text).contains("401", "resume"));
        assertThat(house.target.journal().size()).isLessThanOrEqualTo(8);
        assertThat(house.states(stream)).hasSize(30).containsOnly(DeliveryState.PENDING);
        assertThat(house.target.journal()).extracting(ScriptedTarget.Asked::tries).containsOnly(0);
        house.target.answer(_ -> Optional.empty());
        house.house.user("later");
        house.house.storage()
                .write(Share.OUTBOUND, "resume", session -> session.streams()
                        .state(stream.id(), StreamState.enabled(time.instant()), Set.of(StreamState.Kind.PAUSED)));
        house.pass(Duration.ofSeconds(2));
        assertThat(house.target.users()).hasSize(31);
    }

    /** A creation may have arrived though the next request of its run was refused: whoever comes next looks for it. */
    @Test
    void aLostAnswerIsNotForgottenBecauseTheCredentialIsRefused() {
        EventStream stream = house.house.add(Given.scim(1));
        for (boolean sure : List.of(true, false)) {
            house.target.probe(_ -> sure
                    ? DeliveryOutcome.Done.of(Learned.nothing(), Exchanges.none())
                    : ScriptedTarget.later(503, true));
            house.target.answer(_ -> Optional.of(new DeliveryOutcome.Unauthorized("refused", sure, true,
                    Learned.nothing(), ScriptedTarget.exchange(sure ? 401 : 403, "no"))));
            house.house.user("of " + sure);
            house.settle();
            house.target.answer(_ -> Optional.empty());
            house.house.storage()
                    .write(Share.OUTBOUND, "resume", session -> session.streams()
                            .state(stream.id(), StreamState.enabled(time.instant()), Set.of(StreamState.Kind.PAUSED)));
            house.pass(Duration.ofMinutes(1));
            assertThat(house.target.journal().getLast().doubt()).as("sure %s", sure).isTrue();
        }
        assertThat(house.target.users()).hasSize(2);
    }

    /** A 403 may be about one user: only when the target refuses something harmless too is the stream paused. */
    @Test
    void aForbiddenUserIsADeadLetterUnlessTheProbeIsRefusedToo() {
        EventStream stream = house.house.add(Given.scim(1));
        house.target.answer(work -> work.head().subject().equals(subject("ada"))
                ? Optional.of(new DeliveryOutcome.Unauthorized("403", false, false, Learned.nothing(),
                        ScriptedTarget.exchange(403, "not this one")))
                : Optional.empty());
        house.house.user("ada");
        house.house.user("bob");
        house.settle();
        assertThat(house.states(stream)).containsExactly(DeliveryState.FAILED, DeliveryState.DELIVERED);
        assertThat(house.now(stream).state().isEnabled()).isTrue();
        house.target.probe(_ -> new DeliveryOutcome.Unauthorized("403", true, false, Learned.nothing(),
                ScriptedTarget.exchange(403, "nothing")));
        house.house.rename(house.house.user("ada2"), "x");
        house.target.answer(_ -> Optional.of(new DeliveryOutcome.Unauthorized("403", false, false, Learned.nothing(),
                ScriptedTarget.exchange(403, "nobody"))));
        house.settle();
        assertThat(house.now(stream).state().kind()).isEqualTo(StreamState.Kind.PAUSED);
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
        String ada = house.house.user("ada");
        house.target.answer(work -> {
            if (house.target.journal().size() == 1) {
                house.house.rename(ada, "Ada");
                // The follower makes a row of it while the run goes on.
                follow();
            }
            return Optional.empty();
        });
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

    private void follow() {
        house.engine.follow();
    }

    private SubjectKey subject(String name) {
        return house.house.subject(name);
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

    /** Nobody tells of each of them: they are found by what is remembered of the target, and go as far as there is room. */
    @Test
    void whoGoesWithAConnectionIsDeletedAtTheTarget() {
        EventStream stream = house.house.add(Given.scim(1));
        for (int i = 0; i < 30; i++) {
            house.house.user("u" + i);
        }
        house.settle();
        assertThat(house.target.users()).hasSize(30);
        house.house.user("last");
        house.house.deleteConnection();
        house.settle();
        assertThat(house.target.users()).isEmpty();
        assertThat(house.states(stream)).doesNotContain(DeliveryState.PENDING, DeliveryState.FAILED);
        assertThat(house.deliveries(stream).stream().filter(row -> row.type() == EventType.USER_DELETED))
                .hasSizeBetween(30, 31);
    }

    /** Nobody else would ever delete it: there is no event of the user, and nothing was remembered of the target yet. */
    @Test
    void anAccountThatIsMadeWhileItsConnectionIsDeletedGoesToo() {
        EventStream stream = house.house.add(Given.scim(1));
        house.target.answer(_ -> {
            if (house.target.journal().size() == 1) {
                house.house.deleteConnection();
                follow();
            }
            return Optional.of(made(stream));
        });
        house.house.user("ada");
        house.settle();
        assertThat(house.target.journal()).extracting(ScriptedTarget.Asked::intent)
                .containsExactly(HeadIntent.CREATE, HeadIntent.DELETE);
        assertThat(house.states(stream)).containsExactly(DeliveryState.DELIVERED, DeliveryState.DELIVERED);
        assertThat(house.head(stream, subject("ada"))).isEmpty();
    }

    /** What leaves the heads while the connection is gone through is remembered by the same write. */
    @Test
    void whoIsMadeBetweenTwoPagesOfTheEndIsMetAllTheSame() {
        EventStream stream = house.house.add(Given.scim(1));
        house.house.user("bob");
        house.settle();
        house.target.answer(_ -> Optional.of(ScriptedTarget.later(429, false)));
        house.house.user("ada");
        house.settle();
        assertThat(house.head(stream, subject("ada"))).isPresent();
        ConnectionEnd end = new ConnectionEnd(stream, end(), TestTime.START);
        List<SubjectKey> met = new ArrayList<>();
        page(end, met);
        house.target.answer(_ -> Optional.empty());
        house.pass(Duration.ofHours(1));
        assertThat(house.head(stream, subject("ada"))).isEmpty();
        while (page(end, met)) {
            assertThat(met).hasSizeLessThan(5);
        }
        assertThat(met).contains(subject("ada"), subject("bob"));
    }

    /** External ids are the customer's choice; numbers that follow one upon the other would each be looked for behind all others. */
    @Test
    void namesThatAreMadeToFallTogetherAreScattered() {
        EventStream stream = house.house.add(Given.scim(1));
        int names = 64;
        house.house.storage().write(Share.OUTBOUND, "remotes", session -> {
            for (int i = 0; i < names; i++) {
                String bits = "%6s".formatted(Integer.toBinaryString(i)).replace(' ', '0');
                RemoteRecord one = remote(stream, subject(bits.replace("0", "Aa").replace("1", "BB")), "r-" + i);
                session.remotes().put(one);
            }
            return names;
        });
        ConnectionEnd end = new ConnectionEnd(stream, end(), TestTime.START);
        List<Integer> numbers = house.house.storage()
                .read(Share.OUTBOUND, session -> end.next(session, names))
                .orElseThrow()
                .deliveries()
                .stream()
                .map(delivery -> delivery.event().index())
                .sorted()
                .toList();
        assertThat(numbers).hasSize(names);
        assertThat(numbers.getLast() - numbers.getFirst()).isGreaterThan(10 * names);
    }

    private boolean page(ConnectionEnd end, List<SubjectKey> met) {
        Optional<FanOut> found = house.house.storage().read(Share.OUTBOUND, session -> end.next(session, 1));
        found.ifPresent(some -> some.deliveries().forEach(delivery -> met.add(delivery.subject())));
        return found.isPresent();
    }

    private ChangeRecord end() {
        return new ChangeRecord(house.house.connection().id(), "c", 0, true,
                new Subject(Subject.CONNECTION, "", Optional.empty(), Optional.empty(), Optional.empty()), "deleted",
                1, TestTime.START, new Cause(Actor.UPKEEP, Optional.empty()), "[]", OptionalInt.empty(),
                Optional.of(EventId.ofPart(0, 1_000_000, 0)), ChangeImage.NONE);
    }

    private static RemoteRecord remote(EventStream stream, SubjectKey subject, String id) {
        return new RemoteRecord(stream.id(), subject, "id", Optional.of(id), Optional.empty(), Optional.empty(),
                Optional.empty(), EventId.BEGINNING, false, true, TestTime.START);
    }

    private DeliveryOutcome made(EventStream stream) {
        return house.target.journal().size() > 1
                ? DeliveryOutcome.Done.of(Learned.gone(), ScriptedTarget.exchange(204, ""))
                : DeliveryOutcome.Done.of(Learned.remote(remote(stream, subject("ada"), "r-1")),
                        ScriptedTarget.exchange(201, ""));
    }
}
