package dev.rollcall.outbound.engine;

import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.Exchanges;
import dev.rollcall.outbound.delivery.Learned;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What the engine does with what a target does not take, by a given time: it tries again, waits, pauses, or gives one subject up. */
class EngineRefusalsTest {
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

    private SubjectKey subject(String name) {
        return house.house.subject(name);
    }
}
