package dev.rollcall.check;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * How long answers took: the times that half of them, 95 and 99 of a hundred did not exceed, and the longest. All are zero when
 * there was no answer.
 */
public record LatencyFigures(int answers, Duration p50, Duration p95, Duration p99, Duration longest) {
    /** The figures of these times, by nearest rank. */
    public static LatencyFigures of(Collection<Duration> times) {
        List<Duration> sorted = times.stream().sorted().toList();
        return new LatencyFigures(sorted.size(), rank(sorted, 50), rank(sorted, 95), rank(sorted, 99),
                rank(sorted, 100));
    }

    private static Duration rank(List<Duration> sorted, int percent) {
        return sorted.isEmpty() ? Duration.ZERO : sorted.get((sorted.size() * percent + 99) / 100 - 1);
    }
}
