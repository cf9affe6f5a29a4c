package dev.rollcall.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a run of checks found.
 *
 * @param results in the order of the catalogue
 * @param requests how many requests were sent, those of the clean-up not counted
 * @param latency over all answers of the checks
 * @param rate what the endpoint did at Entra's rate; empty when that was not measured
 * @param leftOver paths of resources that could not be removed again
 */
public record CheckReport(
        String endpoint,
        Instant started,
        Duration time,
        List<CheckResult> results,
        int requests,
        LatencyFigures latency,
        Optional<RateFigures> rate,
        List<String> leftOver) {
    public CheckReport {
        results = List.copyOf(results);
        leftOver = List.copyOf(leftOver);
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
