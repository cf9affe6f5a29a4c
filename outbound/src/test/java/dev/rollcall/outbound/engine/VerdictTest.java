package dev.rollcall.outbound.engine;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.stream.AtTarget;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.HeadNext;
import dev.rollcall.directory.stream.HeadOrigin;
import dev.rollcall.directory.stream.HeadResult;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.StreamProgress;
import dev.rollcall.directory.stream.TargetAnswer.Health;
import dev.rollcall.directory.stream.TargetHold;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.DeliveryWork;
import dev.rollcall.outbound.delivery.Exchanges;
import dev.rollcall.outbound.delivery.Learned;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the outcome of a run says of the target. */
class VerdictTest {
    private final EventStream stream = Given.scim(1);
    private final DeliveryWork work = new DeliveryWork(stream, DeliveryHead.due(stream.id(),
            new SubjectKey("U con_0000000000000001 ada"), HeadIntent.UPDATE, EventId.BEGINNING, HeadOrigin.EVENT,
            Given.START),
            List.of());

    static Stream<Function<Exchanges, DeliveryOutcome>> ends() {
        return Stream.of(exchanges -> DeliveryOutcome.Done.of(Learned.nothing(), exchanges),
                exchanges -> new DeliveryOutcome.Final("mapping: no externalId", Learned.nothing(), exchanges),
                exchanges -> new DeliveryOutcome.Checkpoint(Learned.nothing(), exchanges),
                exchanges -> new DeliveryOutcome.OnceMore(Learned.nothing(), exchanges));
    }

    /** A request whose answer was lost has had a while by then. */
    @Test
    void whatIsSentOnceMoreWaitsAsLongAsAFirstRetry() {
        HeadResult next = verdict(work.head(), new DeliveryOutcome.OnceMore(Learned.nothing(), Exchanges.none()),
                Optional.empty());
        assertThat(next.next()).isInstanceOfSatisfying(HeadNext.Further.class, further -> {
            assertThat(further.waits()).isTrue();
            assertThat(Duration.between(Given.START, further.dueAt()))
                    .isBetween(stream.policy().firstDelay().dividedBy(2), stream.policy().firstDelay().multipliedBy(2));
        });
        assertThat(next.ends()).isEmpty();
    }

    /** The id that it had is another one's now, and it is there all the same. */
    @Test
    void whoHasAnotherIdThanBeforeIsThere() {
        RemoteRecord remote = new RemoteRecord(stream.id(), work.head().subject(), "0199-ada", Optional.of("r2"),
                Optional.empty(), Optional.empty(), Optional.empty(), EventId.BEGINNING, false, true, Given.START);
        HeadResult result = verdict(work.head(), DeliveryOutcome.Done.of(Learned.another(remote), Exchanges.none()),
                Optional.empty());
        assertThat(result.next()).isEqualTo(new HeadNext.Over(AtTarget.PRESENT));
        assertThat(result.forgetRemote()).isTrue();
        assertThat(result.remote()).contains(remote);
    }

    /** Who was not asked has not said that it is well, and a circuit that is open stays open. */
    @ParameterizedTest
    @MethodSource("ends")
    void onlyATargetThatWasAskedIsCalledWell(Function<Exchanges, DeliveryOutcome> end) {
        assertThat(health(end.apply(Exchanges.none()))).isEqualTo(Health.UNKNOWN);
        assertThat(health(end.apply(ScriptedTarget.exchange(400, "no")))).isEqualTo(Health.WELL);
    }

    /** Only 429 and 503 are about the target as a whole; gateways add the header to whatever they answer. */
    @Test
    void anAnswerToOneSubjectHoldsTheStreamForMinutesAtMost() {
        Duration day = Duration.ofDays(1);
        assertThat(held(500, day).hold()).contains(new TargetHold(Given.START.plus(Verdict.LONGEST_ODD_HOLD), "no"));
        assertThat(held(500, day).answer().health()).isEqualTo(Health.SICK);
        assertThat(held(503, day).hold()).contains(new TargetHold(Given.START.plus(day), "no"));
        assertThat(held(429, day).answer().health()).isEqualTo(Health.UNKNOWN);
        assertThat(held(429, Duration.ofDays(9)).hold()).contains(new TargetHold(Given.START.plus(day), "no"));
    }

    @Test
    void aSubjectThatAloneHoldsTheTargetAgainAndAgainIsGivenUp() {
        Instant before = Given.START.minus(stream.policy().giveUpAfter());
        assertThat(held(Verdict.HELD_TRIES, before, Optional.of(before.plusSeconds(1))).ends()).singleElement()
                .satisfies(end -> assertThat(end.state()).isEqualTo(DeliveryState.FAILED));
        assertThat(held(Verdict.HELD_TRIES, before, Optional.of(before)).ends()).as("nobody gets through").isEmpty();
        assertThat(held(Verdict.HELD_TRIES, before, Optional.empty()).ends()).isEmpty();
        assertThat(held(Verdict.HELD_TRIES - 1, before, Optional.of(before.plusSeconds(1))).ends())
                .as("now and then it happens to everybody")
                .isEmpty();
        assertThat(held(Verdict.HELD_TRIES, before.plusSeconds(1), Optional.of(Given.START)).ends()).isEmpty();
    }

    /** One member does not say why a target takes nothing; the subject is a dead letter for that member when it is over. */
    @Test
    void aRefusedMemberIsTheCauseOfItsSubjectAndNotOfAnOutage() {
        String refusal = "member refused: PATCH /Groups/… -> 400";
        Learned learned = Learned.nothing().refusing(List.of(), refusal);
        Exchanges answered = ScriptedTarget.exchange(503, "");
        HeadResult held = verdict(work.head(),
                new DeliveryOutcome.Later("503", Optional.of(Duration.ofMinutes(1)), true, false, learned, answered),
                Optional.empty());
        assertThat(held.hold()).hasValueSatisfying(hold -> assertThat(hold.cause()).isEqualTo("503"));
        assertThat(cause(held)).contains(refusal);
        HeadResult again = verdict(work.head(),
                new DeliveryOutcome.Later("503", Optional.empty(), true, false, learned, answered), Optional.empty());
        assertThat(again.answer().lastAnswer()).contains("503");
        assertThat(cause(again)).contains(refusal);
        HeadResult locked = verdict(work.head(), new DeliveryOutcome.Unauthorized("401", true, false, learned,
                ScriptedTarget.exchange(401, "")), Optional.empty());
        assertThat(locked.pause()).hasValueSatisfying(state -> assertThat(state.toString()).contains("401")
                .doesNotContain("member"));
        assertThat(cause(locked)).contains(refusal);
        Instant before = Given.START.minus(stream.policy().giveUpAfter());
        HeadResult over = verdict(tried(Verdict.HELD_TRIES, before),
                new DeliveryOutcome.Later("503", Optional.of(Duration.ofMinutes(1)), true, false, learned, answered),
                Optional.of(progress(Optional.of(before.plusSeconds(1)))));
        assertThat(over.ends()).singleElement().satisfies(end -> assertThat(end.cause()).contains(refusal));
    }

    private static Optional<String> cause(HeadResult result) {
        return ((HeadNext.Again) result.next()).cause();
    }

    private HeadResult held(int status, Duration wanted) {
        return verdict(work.head(), held(ScriptedTarget.exchange(status, "no"), wanted), Optional.empty());
    }

    private HeadResult held(int tries, Instant since, Optional<Instant> success) {
        return verdict(tried(tries, since), held(ScriptedTarget.exchange(503, "no"), Duration.ofDays(1)),
                Optional.of(progress(success)));
    }

    private DeliveryHead tried(int tries, Instant since) {
        DeliveryHead due = work.head();
        return new DeliveryHead(due.stream(), due.subject(), due.dueAt(), 0, Optional.empty(), due.intent(),
                due.lastEvent(), tries, since, false, due.origin(), Optional.empty());
    }

    private StreamProgress progress(Optional<Instant> success) {
        return new StreamProgress(stream.id(), "", 0, Optional.empty(), Given.START, Given.START,
                Optional.empty(), 0, Optional.empty(), Optional.empty(), 0, success, success, Optional.empty());
    }

    private static DeliveryOutcome held(Exchanges exchanges, Duration wanted) {
        return new DeliveryOutcome.Later("no", Optional.of(wanted), true, false, Learned.nothing(), exchanges);
    }

    private HeadResult verdict(DeliveryHead head, DeliveryOutcome outcome, Optional<StreamProgress> progress) {
        return new Verdict(new RetrySchedule(new Random(1))).of(new DeliveryWork(stream, head, List.of()), outcome,
                Duration.ZERO, progress, Given.START);
    }

    private Health health(DeliveryOutcome outcome) {
        return new Verdict(new RetrySchedule(new Random(1)))
                .of(work, outcome, Duration.ZERO, Optional.empty(), Given.START)
                .answer()
                .health();
    }
}
