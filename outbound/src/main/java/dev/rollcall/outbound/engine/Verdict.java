package dev.rollcall.outbound.engine;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.stream.AtTarget;
import dev.rollcall.directory.stream.DeliveryAttempt;
import dev.rollcall.directory.stream.DeliveryEnd;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.DeliveryPolicy;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.HeadNext;
import dev.rollcall.directory.stream.HeadResult;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamProgress;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.directory.stream.StreamStatus;
import dev.rollcall.directory.stream.TargetAnswer;
import dev.rollcall.directory.stream.TargetAnswer.Health;
import dev.rollcall.directory.stream.TargetHold;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.DeliveryWork;
import dev.rollcall.outbound.delivery.Exchange;
import dev.rollcall.outbound.delivery.Learned;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the outcome of a run means for the rows: which deliveries are over, when the subject is due again, what is said of the
 * target. Pure but for the jitter.
 */
final class Verdict {
    /** The longest that a target may hold us off by one answer. */
    static final Duration LONGEST_HOLD = Duration.ofHours(24);

    /** The same by an answer that says nothing of the target as a whole. */
    static final Duration LONGEST_ODD_HOLD = Duration.ofMinutes(5);

    /** So often in a row one subject holds a target before it is given up. */
    static final int HELD_TRIES = 10;

    /** For so long a target that refuses the credential is left alone when its stream cannot be paused. */
    static final Duration REFUSED_HOLD = Duration.ofMinutes(1);

    private final RetrySchedule retries;

    Verdict(RetrySchedule retries) {
        this.retries = retries;
    }

    /**
     * The result of a run.
     *
     * @param progress how the target did before; empty when the stream is gone by now
     * @param now to the millisecond
     */
    HeadResult of(
            DeliveryWork work, DeliveryOutcome outcome, Duration elapsed, Optional<StreamProgress> progress,
            Instant now) {
        Draft draft = new Draft(work, outcome, elapsed, now);
        return switch (outcome) {
            case DeliveryOutcome.Done done -> draft.over(DeliveryState.DELIVERED, Optional.empty(), done.note(),
                    draft.answered());
            case DeliveryOutcome.NothingToSend _ -> draft.over(DeliveryState.DELIVERED, Optional.empty(),
                    Optional.of("nothing-to-send"), Health.UNKNOWN);
            case DeliveryOutcome.Skipped skipped -> draft.over(DeliveryState.SKIPPED,
                    Optional.of(skipped.reason().keyword()), Optional.empty(), draft.answered());
            case DeliveryOutcome.Final failed -> draft.over(DeliveryState.FAILED, Optional.of(failed.cause()),
                    Optional.empty(), draft.answered());
            case DeliveryOutcome.Checkpoint _ -> draft.further(now, false);
            case DeliveryOutcome.OnceMore _ -> draft.further(now.plus(retries.delay(work.stream().policy(), 1)), true);
            // Who could not even begin waits a while, or a budget that is too short would make it spin.
            case DeliveryOutcome.OutOfTime _ -> draft.again(
                    outcome.exchanges().sent() > 0 ? now : now.plus(retries.delay(work.stream().policy(), 1)),
                    work.head().tries(), work.head().doubt(), work.head().cause(), Health.UNKNOWN);
            case DeliveryOutcome.Unauthorized refused ->
                draft.paused(refused.cause(), work.head().doubt() || refused.answerLost(),
                        now.plus(retries.delay(work.stream().policy(), Math.max(1, work.head().tries()))));
            case DeliveryOutcome.Later later -> later(draft, later, progress);
        };
    }

    private HeadResult later(Draft draft, DeliveryOutcome.Later later, Optional<StreamProgress> progress) {
        DeliveryHead head = draft.work.head();
        boolean doubt = head.doubt() || later.answerLost();
        DeliveryPolicy policy = draft.work.stream().policy();
        if (later.retryAfter().isPresent()) {
            boolean busy = draft.saysBusy();
            Duration longest = busy ? LONGEST_HOLD : LONGEST_ODD_HOLD;
            Duration wanted = later.retryAfter().get();
            Instant until = draft.now.plus(wanted.compareTo(longest) < 0 ? wanted : longest);
            Health health = busy || !later.targetSick() ? Health.UNKNOWN : Health.SICK;
            boolean alone = othersGotThrough(head, progress);
            boolean longEnough = !head.since().plus(policy.giveUpAfter()).isAfter(draft.now);
            return alone && longEnough && head.tries() >= HELD_TRIES
                    ? draft.over(DeliveryState.FAILED, Optional.of(draft.ofSubject(later.cause())),
                            Optional.of("given-up"), health)
                    : draft.held(until, later.cause(), doubt, health, alone ? 1 : 0);
        }
        Health health = later.targetSick() ? Health.SICK : Health.UNKNOWN;
        boolean longEnough = !head.since().plus(policy.giveUpAfter()).isAfter(draft.now) && head.tries() > 0;
        if (longEnough && takesOthers(progress, policy, draft.now)) {
            return draft.over(DeliveryState.FAILED, Optional.of(draft.ofSubject(later.cause())),
                    Optional.of("given-up"), health);
        }
        int tries = head.tries() + 1;
        return draft.again(draft.now.plus(retries.delay(policy, tries)), tries, doubt,
                Optional.of(draft.ofSubject(later.cause())), health);
    }

    /**
     * Whether a target asks to be left alone while others got through since this subject was first tried. Only then does it count as
     * a try: a target that is busy for all uses up nobody's.
     */
    private static boolean othersGotThrough(DeliveryHead head, Optional<StreamProgress> progress) {
        return progress.flatMap(StreamProgress::lastSuccessAt).filter(at -> at.isAfter(head.since())).isPresent();
    }

    /** What nobody gets through is no dead letter, however long it lasts. */
    private static boolean takesOthers(Optional<StreamProgress> progress, DeliveryPolicy policy, Instant now) {
        return progress.filter(known -> !StreamStatus.isOpen(known, now))
                .flatMap(StreamProgress::lastSuccessAt)
                .filter(at -> at.plus(policy.longestDelay().multipliedBy(2)).isAfter(now))
                .isPresent();
    }

    private record Draft(DeliveryWork work, DeliveryOutcome outcome, Duration elapsed, Instant now) {

        HeadResult over(DeliveryState state, Optional<String> cause, Optional<String> note, Health health) {
            boolean each = !StreamFanOut.sendsStates(work.stream());
            List<DeliveryEnd> ends = each
                    ? work.deliveries()
                            .stream()
                            .map(delivery -> end(delivery.event(), state, cause, note, false))
                            .toList()
                    : List.of(end(work.head().lastEvent(), state, cause, note, true));
            return result(ends, new HeadNext.Over(each ? AtTarget.UNKNOWN : atTarget(state)), health, Optional.empty(),
                    Optional.empty());
        }

        HeadResult further(Instant due, boolean waits) {
            return result(List.of(), new HeadNext.Further(due, waits), answered(), Optional.empty(), Optional.empty());
        }

        HeadResult again(Instant due, int tries, boolean doubt, Optional<String> cause, Health health) {
            return result(List.of(), new HeadNext.Again(due, tries, doubt, cause), health, Optional.empty(),
                    Optional.empty());
        }

        HeadResult held(Instant until, String cause, boolean doubt, Health health, int triesMore) {
            return result(List.of(),
                    new HeadNext.Again(until, work.head().tries() + triesMore, doubt,
                            Optional.of(ofSubject(cause))),
                    health, Optional.of(new TargetHold(until, cause)), Optional.empty());
        }

        /** What is said of the subject when a run of it failed for that: the member whom it is a dead letter for when it is over. */
        String ofSubject(String cause) {
            return outcome.learned().refusal().orElse(cause);
        }

        /** Whether the answer is one that by its meaning is about the target as a whole (429, 503), or there is none to go by. */
        boolean saysBusy() {
            List<Exchange> newest = outcome.exchanges().newest();
            OptionalInt status = newest.isEmpty() ? OptionalInt.empty() : newest.getLast().status();
            return status.isEmpty() || status.getAsInt() == 429 || status.getAsInt() == 503;
        }

        /** Whoever was not asked has not said that it is well. */
        Health answered() {
            return outcome.exchanges().sent() == 0 ? Health.UNKNOWN : Health.WELL;
        }

        /** A stream that waits for a synchronisation is not paused: there the hold keeps the target from being asked again and again. */
        HeadResult paused(String cause, boolean doubt, Instant due) {
            StreamState state = StreamState.paused("The target refuses everything (" + cause
                    + "). Mend it, for example by a new credential, then resume the stream; nothing is lost.", now);
            return result(List.of(),
                    new HeadNext.Again(due, work.head().tries(), doubt, Optional.of(ofSubject(cause))),
                    Health.UNKNOWN, work.stream().state().isEnabled()
                            ? Optional.empty()
                            : Optional.of(new TargetHold(now.plus(REFUSED_HOLD), cause)),
                    Optional.of(state));
        }

        private AtTarget atTarget(DeliveryState state) {
            if (state == DeliveryState.FAILED) {
                return AtTarget.UNKNOWN;
            }
            Learned learned = outcome.learned();
            if (learned.forget() && learned.remote().isEmpty()) {
                return AtTarget.ABSENT;
            }
            return learned.remote().flatMap(RemoteRecord::remoteId).isPresent() && state == DeliveryState.DELIVERED
                    ? AtTarget.PRESENT
                    : gone(state);
        }

        private AtTarget gone(DeliveryState state) {
            HeadIntent intent = work.head().intent();
            return state == DeliveryState.DELIVERED && (intent == HeadIntent.DELETE || intent == HeadIntent.LOOK_DELETE)
                    ? AtTarget.ABSENT
                    : AtTarget.UNKNOWN;
        }

        private DeliveryEnd end(
                EventId event, DeliveryState state, Optional<String> cause, Optional<String> note, boolean withOlder) {
            return new DeliveryEnd(event, state, cause, note, Optional.empty(), withOlder, elapsed);
        }

        private HeadResult result(
                List<DeliveryEnd> ends, HeadNext next, Health health, Optional<TargetHold> hold,
                Optional<StreamState> pause) {
            Learned learned = outcome.learned();
            return new HeadResult(work.stream().id(), work.head().subject(), work.head().leaseNo(),
                    work.head().lastEvent(), ends, attempts(), learned.remote(), learned.forget(),
                    learned.sentMembers(), learned.waitingMembers(),
                    learned.remote()
                            .filter(remote -> remote.remoteId().isPresent())
                            .map(RemoteRecord::resourceId)
                            .stream()
                            .toList(),
                    next, answer(health), hold, pause);
        }

        /** Of what went well nothing is kept but the counts. */
        private List<DeliveryAttempt> attempts() {
            boolean well = switch (outcome) {
                case DeliveryOutcome.Done _,DeliveryOutcome.NothingToSend _,DeliveryOutcome.Checkpoint _,DeliveryOutcome.OnceMore _,DeliveryOutcome.Skipped _,DeliveryOutcome.OutOfTime _ ->
                    true;
                case DeliveryOutcome.Later _,DeliveryOutcome.Final _,DeliveryOutcome.Unauthorized _ -> false;
            };
            if (well) {
                return List.of();
            }
            EventId event = work.deliveries()
                    .stream()
                    .map(StreamDelivery::event)
                    .findFirst()
                    .orElse(work.head().lastEvent());
            return outcome.exchanges().newest().stream().map(exchange -> attempt(event, exchange)).toList();
        }

        private static DeliveryAttempt attempt(EventId event, Exchange exchange) {
            return new DeliveryAttempt(event, 0, exchange.at().truncatedTo(ChronoUnit.MILLIS), exchange.duration(),
                    exchange.status().isPresent() ? Optional.of(exchange.status().getAsInt()) : Optional.empty(),
                    exchange.error(), Optional.of(exchange.request()), exchange.response());
        }

        private TargetAnswer answer(Health health) {
            boolean wrong = health == Health.SICK || outcome instanceof DeliveryOutcome.Unauthorized;
            return new TargetAnswer(health, now, wrong ? unanswered().or(this::cause) : Optional.empty(),
                    outcome.exchanges().sent());
        }

        /** Why there was no answer. */
        private Optional<String> unanswered() {
            List<Exchange> newest = outcome.exchanges().newest();
            return newest.isEmpty() || newest.getLast().status().isPresent() || newest.getLast().error().isEmpty()
                    ? Optional.empty()
                    : Optional.of(newest.getLast().error());
        }

        /** Bodies of answers are for whoever may read deliveries: they may tell of other people. */
        private Optional<String> cause() {
            return switch (outcome) {
                case DeliveryOutcome.Later later -> Optional.of(later.cause());
                case DeliveryOutcome.Unauthorized refused -> Optional.of(refused.cause());
                default -> Optional.empty();
            };
        }
    }
}
