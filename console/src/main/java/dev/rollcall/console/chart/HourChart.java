package dev.rollcall.console.chart;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The last 24 hours as bars, the oldest first.
 *
 * @param label what it shows, in words
 * @param bars one an hour
 */
public record HourChart(String label, List<Bar> bars) {
    /** Hours. */
    public static final int HOURS = 24;

    private static final int WIDTH = 4;
    private static final int HEIGHT = 24;

    public HourChart {
        bars = List.copyOf(bars);
    }

    /**
     * One hour, in the coordinates of the picture.
     *
     * @param bad whether it shows failures
     */
    public record Bar(int x, int y, int width, int height, boolean bad) {}

    /** What was counted in an hour. */
    public record Count(long good, long bad) {}

    /** Of what was counted, by the beginnings of the hours. */
    public static HourChart of(String label, Map<Instant, Count> counts, Instant now) {
        Instant first = now.truncatedTo(ChronoUnit.HOURS).minus(HOURS - 1, ChronoUnit.HOURS);
        Map<Integer, Count> shown = new TreeMap<>();
        counts.forEach((hour, count) -> {
            long at = Duration.between(first, hour).toHours();
            if (at >= 0 && at < HOURS && !hour.isBefore(first)) {
                shown.put((int) at, count);
            }
        });
        long most = Math.max(1, shown.values().stream().mapToLong(count -> count.good() + count.bad()).max().orElse(1));
        List<Bar> bars = new ArrayList<>();
        shown.forEach((at, count) -> {
            int bad = height(count.bad(), most);
            int good = Math.min(height(count.good(), most), HEIGHT - bad);
            add(bars, at, HEIGHT - bad, bad, true);
            add(bars, at, HEIGHT - bad - good, good, false);
        });
        return new HourChart(label, bars);
    }

    /** Of moments at which something failed. */
    public static HourChart ofFailures(List<Instant> failures, String label, Instant now) {
        return of(label, failures.stream()
                .map(at -> at.truncatedTo(ChronoUnit.HOURS))
                .collect(Collectors.groupingBy(Function.identity(),
                        Collectors.collectingAndThen(Collectors.counting(), bad -> new Count(0, bad)))),
                now);
    }

    private static void add(List<Bar> bars, int hour, int y, int height, boolean bad) {
        if (height > 0) {
            bars.add(new Bar(hour * WIDTH, y, WIDTH - 1, height, bad));
        }
    }

    /** What is there is seen, however little it is. */
    private static int height(long count, long most) {
        return count == 0 ? 0 : (int) Math.max(2, count * HEIGHT / most);
    }
}
