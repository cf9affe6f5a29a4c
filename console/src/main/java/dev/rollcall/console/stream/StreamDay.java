package dev.rollcall.console.stream;

import dev.rollcall.console.chart.HourChart;
import dev.rollcall.console.chart.HourChart.Count;
import dev.rollcall.directory.storage.HourTally;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.stream.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/** What came of a stream's deliveries in the last 24 hours. */
record StreamDay(long delivered, long failed, HourChart chart) {
    private static final Duration DAY = Duration.ofDays(1);
    private static final double PERCENT = 100;

    static StreamDay of(ReadSession session, StreamId stream, Instant now) {
        Map<Instant, Count> hours = session.deliveries()
                .tallies(stream, now.minus(DAY), now)
                .stream()
                .collect(Collectors.toMap(HourTally::hour, tally -> new Count(tally.delivered(), tally.failed()),
                        (one, other) -> new Count(one.good() + other.good(), one.bad() + other.bad())));
        long delivered = hours.values().stream().mapToLong(Count::good).sum();
        long failed = hours.values().stream().mapToLong(Count::bad).sum();
        return new StreamDay(delivered, failed,
                HourChart.of(delivered + " delivered and " + failed + " failed in the last 24 hours", hours, now));
    }

    /** Which share of them was delivered, as text; rounded down, so that only what is whole is 100 %. */
    String rate() {
        long all = delivered + failed;
        return all == 0
                ? "nothing was sent in the last 24 hours"
                : "%.1f %% of %d in the last 24 hours".formatted(Math.floor(delivered * PERCENT * 10 / all) / 10, all);
    }
}
