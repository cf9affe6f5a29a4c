package dev.rollcall.client.http;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends what has taken too long. One daemon thread serves all transports of the process, because a process may have hundreds of
 * them; it is started by the first request. What it runs may not wait for anything.
 */
final class AnswerDeadlines {
    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private AnswerDeadlines() {}

    /** Runs that after the time, unless it is cancelled before. */
    static Future<?> after(Duration time, Runnable end) {
        return TIMER.schedule(end, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("answer-deadlines").factory());
        // Else each request would be held until its deadline, long after its answer.
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }
}
