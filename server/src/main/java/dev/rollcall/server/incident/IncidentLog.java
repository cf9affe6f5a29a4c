package dev.rollcall.server.incident;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Writes failures to the server's own log (standard error) without flooding it.
 *
 * <p>Guarantees: of one kind of failure, one entry a minute at most; the next entry says how many were left out. Safe for
 * use by many threads.
 */
public final class IncidentLog {
    static final Duration PAUSE = Duration.ofMinutes(1);

    /** More kinds than this share one pause. */
    static final int KINDS = 200;

    private final LongSupplier nanoTime;
    private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

    private static final class Kind {
        private boolean written;
        private long writtenAt;
        private long leftOut;

        /** How many were left out since the last entry; -1 when this one is to be left out. */
        synchronized long admit(long now) {
            if (written && now - writtenAt < PAUSE.toNanos()) {
                leftOut++;
                return -1;
            }
            written = true;
            writtenAt = now;
            long before = leftOut;
            leftOut = 0;
            return before;
        }
    }

    /** @param nanoTime a clock that only goes forward, in nanoseconds */
    public IncidentLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A failure whose cause is known: one line without a stack trace. */
    public void report(Logger logger, String kind, String text) {
        long leftOut = admit(kind);
        if (leftOut >= 0) {
            logger.error("{}{}", text, since(leftOut));
        }
    }

    /** A failure whose cause is to be found: with its stack trace. */
    public void report(Logger logger, String kind, String text, Throwable failure) {
        long leftOut = admit(kind);
        if (leftOut >= 0) {
            logger.error("{}{}", text, since(leftOut), failure);
        }
    }

    private long admit(String kind) {
        String known = kinds.size() < KINDS || kinds.containsKey(kind) ? kind : "";
        return kinds.computeIfAbsent(known, k -> new Kind()).admit(nanoTime.getAsLong());
    }

    private static String since(long leftOut) {
        return leftOut == 0 ? "" : " (" + leftOut + " more like it were left out since the last such line)";
    }
}
