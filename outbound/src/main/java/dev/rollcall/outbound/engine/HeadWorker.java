package dev.rollcall.outbound.engine;

import dev.rollcall.directory.failure.FailureReports;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.HeadResult;
import dev.rollcall.directory.stream.MemberDelta;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.DeliveryWork;
import dev.rollcall.outbound.delivery.Exchanges;
import dev.rollcall.outbound.delivery.Learned;
import dev.rollcall.outbound.delivery.TargetDriver;
import dev.rollcall.outbound.delivery.WorkClock;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * One run for one head, from its claim to its result. Whatever its driver or its judge throws is a failure that is tried again, in
 * doubt.
 */
final class HeadWorker {
    private static final System.Logger LOGGER = System.getLogger(HeadWorker.class.getName());

    private final EventJudge judge;
    private final Verdict verdict;
    private final StreamsInForce streams;
    private final Clock clock;
    private final LongSupplier nanos;
    private final FailureReports reports;

    HeadWorker(EventJudge judge, Verdict verdict, StreamsInForce streams, Clock clock, LongSupplier nanos) {
        this.judge = judge;
        this.verdict = verdict;
        this.streams = streams;
        this.clock = clock;
        this.nanos = nanos;
        this.reports = new FailureReports(LOGGER, nanos);
    }

    /**
     * What came of a run.
     *
     * @param named the members whom its requests have named
     */
    record Run(HeadResult result, List<MemberDelta> named, Exchanges exchanges) {}

    Run run(
            EventStream stream, Claim claim, TargetDriver driver, Duration lease, BooleanSupplier stopping) {
        DeliveryWork work = new DeliveryWork(stream, claim.head(), claim.deliveries());
        WorkClock time = new WorkClock(clock, nanos, claim.at(), lease, stream.policy().budget(), stopping);
        DeliveryOutcome outcome = outcome(work, driver, time);
        // No look at the store: a result must not be lost because that is away just now.
        HeadResult result = verdict.of(work, outcome, time.elapsed(), streams.knownProgress(stream.id()),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return new Run(result, outcome.learned().namedMembers(), outcome.exchanges());
    }

    private DeliveryOutcome outcome(DeliveryWork work, TargetDriver driver, WorkClock time) {
        try {
            if (work.deliveries().isEmpty() && !StreamFanOut.sendsStates(work.stream())) {
                // Somebody has discarded what was owed.
                return new DeliveryOutcome.NothingToSend(Learned.nothing(), Exchanges.none());
            }
            Optional<DeliveryOutcome> judged = judge.judge(work);
            if (judged.isPresent()) {
                return judged.get();
            }
            DeliveryOutcome outcome = driver.deliver(work, time);
            return outcome instanceof DeliveryOutcome.Unauthorized refused && !refused.sure()
                    ? confirmed(refused, driver, time)
                    : outcome;
        } catch (Throwable failure) {
            reports.report("deliveries", "A delivery of the event stream " + work.stream().id()
                    + " failed in an unexpected way (" + failure + ") and will be tried again.", failure);
            return new DeliveryOutcome.Later("internal: " + failure.getClass().getSimpleName(), Optional.empty(), false,
                    true, Learned.nothing(), Exchanges.none());
        }
    }

    /** A 403 may be about the one subject: something harmless tells. */
    private static DeliveryOutcome confirmed(DeliveryOutcome.Unauthorized refused, TargetDriver driver,
            WorkClock time) {
        DeliveryOutcome probe = driver.probe(time);
        Exchanges all = refused.exchanges().and(probe.exchanges());
        return switch (probe) {
            case DeliveryOutcome.Unauthorized _ -> new DeliveryOutcome.Unauthorized(refused.cause(), true,
                    refused.answerLost(), refused.learned(), all);
            case DeliveryOutcome.Later later -> new DeliveryOutcome.Later(later.cause(), later.retryAfter(),
                    later.targetSick(), refused.answerLost(), refused.learned(), all);
            case DeliveryOutcome.OutOfTime _ when refused.answerLost() -> new DeliveryOutcome.Later(refused.cause(),
                    Optional.empty(), false, true, refused.learned(), all);
            case DeliveryOutcome.OutOfTime _ -> new DeliveryOutcome.OutOfTime(refused.learned(), all);
            default -> new DeliveryOutcome.Final(refused.cause(), refused.learned(), all);
        };
    }
}
