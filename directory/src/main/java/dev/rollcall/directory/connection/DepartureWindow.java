package dev.rollcall.directory.connection;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How many users left a connection lately, by the minute. Immutable.
 *
 * <p>Guarantees: it holds one more number than an hour has minutes at most, so that its text stays short.
 */
public final class DepartureWindow {
    /** Before anybody left. */
    public static final DepartureWindow EMPTY = new DepartureWindow(new TreeMap<>());

    private static final long MINUTES = Duration.ofHours(1).toMinutes();

    private final SortedMap<Long, Long> byMinute;

    private DepartureWindow(SortedMap<Long, Long> byMinute) {
        this.byMinute = byMinute;
    }

    /** How many left within the hour before. */
    public long count(Instant now) {
        return recent(now).values().stream().mapToLong(Long::longValue).sum();
    }

    /** The same with one more, and without those of more than an hour ago. */
    public DepartureWindow plusOne(Instant now) {
        SortedMap<Long, Long> next = new TreeMap<>(recent(now));
        next.merge(minute(now), 1L, Long::sum);
        return new DepartureWindow(next);
    }

    private SortedMap<Long, Long> recent(Instant now) {
        return byMinute.tailMap(minute(now) - MINUTES + 1);
    }

    private static long minute(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), 60L);
    }

    /** As it is stored. */
    public String text() {
        return byMinute.entrySet()
                .stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    /** What was stored. */
    public static DepartureWindow stored(String text) {
        SortedMap<Long, Long> byMinute = new TreeMap<>();
        Arrays.stream(text.split(" ", -1)).filter(entry -> !entry.isEmpty()).forEach(entry -> {
            int colon = entry.indexOf(':');
            byMinute.put(Long.parseLong(entry.substring(0, colon)), Long.parseLong(entry.substring(colon + 1)));
        });
        return new DepartureWindow(byMinute);
    }
}
