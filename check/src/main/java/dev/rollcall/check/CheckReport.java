package dev.rollcall.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What a run of checks found.
 *
 * @param results in the order of the catalogue
 * @param causes what to mend, the worst and most frequent first; each check that did not pass because of the endpoint is in one
 * @param requests how many requests were sent, those of the clean-up not counted
 * @param latency over the answers of the checks, those not counted that send many requests at once
 * @param rate what the endpoint did at Entra's rate; empty when that was not measured
 * @param prefix with what the names of all users and groups begin that the run made
 * @param leftOver paths of resources that could not be removed again
 */
public record CheckReport(
        String endpoint,
        Instant started,
        Duration time,
        List<CheckResult> results,
        List<FailureCause> causes,
        int requests,
        LatencyFigures latency,
        Optional<RateFigures> rate,
        String prefix,
        List<String> leftOver) {
    public CheckReport {
        results = List.copyOf(results);
        causes = List.copyOf(causes);
        leftOver = List.copyOf(leftOver);
    }

    /** The number of the cause that a check belongs to, 1 for the first; empty when the endpoint did nothing wrong. */
    public OptionalInt cause(CheckResult result) {
        return IntStream.range(0, causes.size())
                .filter(i -> causes.get(i).checks().contains(result.check().id()))
                .map(i -> i + 1)
                .findFirst();
    }

    /** The results of a cause. */
    public List<CheckResult> of(FailureCause cause) {
        return results.stream().filter(result -> cause.checks().contains(result.check().id())).toList();
    }

    /** The results that ended so. */
    public List<CheckResult> ended(CheckOutcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).toList();
    }

    /** Whether no check failed that is more than advice, and every check came to a judgement. */
    public boolean breaksNothing() {
        return results.stream().noneMatch(result -> result.breaks() || result.outcome() == CheckOutcome.ERROR);
    }
}
