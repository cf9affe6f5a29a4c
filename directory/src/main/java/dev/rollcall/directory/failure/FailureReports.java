package dev.rollcall.directory.failure;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * Tells the operator of failures without drowning what else is told: each subject takes one line a minute, with how many
 * more there were; stack traces are for the level DEBUG. Safe for use by many threads.
 *
 * <p>Subjects are few and named by the code ("the store's disk"), never by a request.
 */
public final class FailureReports {
    /** How long a subject is silent after a line. */
    public static final Duration SILENCE = Duration.ofMinutes(1);

    private record Last(long at, long unsaid) {}

    private final System.Logger logger;
    private final LongSupplier nanos;
    private final ConcurrentMap<String, Last> subjects = new ConcurrentHashMap<>();

    /**
     * Reports to a logger.
     *
     * @param nanos a time that only goes forward, in nanoseconds
     */
    public FailureReports(System.Logger logger, LongSupplier nanos) {
        this.logger = logger;
        this.nanos = nanos;
    }

    /**
     * Tells of a failure, if the subject was silent for a minute.
     *
     * @param sentence what failed and what is done about it; put on one line
     */
    public void report(String subject, String sentence, Throwable failure) {
        logger.log(System.Logger.Level.DEBUG, sentence, failure);
        long now = nanos.getAsLong();
        boolean[] due = {false};
        long[] unsaid = {0};
        subjects.compute(subject, (_, last) -> {
            due[0] = last == null || now - last.at >= SILENCE.toNanos();
            unsaid[0] = last == null ? 0 : last.unsaid;
            return due[0] ? new Last(now, 0) : new Last(last.at, last.unsaid + 1);
        });
        if (due[0]) {
            String more = unsaid[0] == 0 ? "" : " (" + unsaid[0] + " more of this since the last line)";
            // Commands show errors alone, and end with the sentence themselves.
            logger.log(System.Logger.Level.WARNING, sentence.replaceAll("\\R\\s*", " ") + more);
        }
    }
}
