package dev.rollcall.entra.connection;

import dev.rollcall.client.http.RetryAfter;
import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.http.ScimTransport;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Waits as long as an answer with 429 says in {@code Retry-After}, with all requests, and sends the request again: at most
 * {@link #MOST_WAITS} times, each at most {@link #LONGEST_WAIT}. Otherwise the 429 is handed on, and the operation is tried again
 * in a later cycle. Microsoft's answers differ on what Entra does; that all of a job's requests pause is what one of 2025 says.
 * Safe for use by many threads.
 */
final class RetryAfterWaiting implements ScimTransport {
    /** Longer pauses are left to a later cycle: a person who stops the run waits for this. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    static final int MOST_WAITS = 3;

    private final ScimTransport transport;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Pause pause;
    /** Open once nobody is to wait any more. */
    private final CountDownLatch hurried;
    /** By {@link #nanos}, from its first value on. */
    private final AtomicLong pausedUntil = new AtomicLong();
    private final long origin;

    /** How a thread waits. */
    @FunctionalInterface
    interface Pause {
        void sleep(Duration time) throws InterruptedException;
    }

    /**
     * Waits by those clocks.
     *
     * @param nanos goes forward only
     * @param pause ends early when the latch is opened
     */
    RetryAfterWaiting(
            ScimTransport transport, Clock clock, LongSupplier nanos, Pause pause, CountDownLatch hurried) {
        this.transport = transport;
        this.clock = clock;
        this.nanos = nanos;
        this.pause = pause;
        this.hurried = hurried;
        this.origin = nanos.getAsLong();
    }

    static RetryAfterWaiting of(ScimTransport transport) {
        CountDownLatch hurried = new CountDownLatch(1);
        return new RetryAfterWaiting(transport, Clock.systemUTC(), System::nanoTime,
                time -> hurried.await(time.toNanos(), TimeUnit.NANOSECONDS), hurried);
    }

    /** Ends all waits, and those to come; what is refused then is tried again in a later cycle. */
    void hurry() {
        hurried.countDown();
    }

    @Override
    public ScimAnswer send(ScimRequest request) {
        awaitPause();
        ScimAnswer answer = transport.send(request);
        for (int waits = 0; answer.status() == 429 && waits < MOST_WAITS; waits++) {
            Optional<Duration> wait = RetryAfter.of(answer, clock.instant())
                    .filter(time -> time.compareTo(LONGEST_WAIT) <= 0);
            if (wait.isEmpty()) {
                return answer;
            }
            long end = elapsed() + wait.get().toNanos();
            pausedUntil.accumulateAndGet(end, Math::max);
            if (!awaitPause()) {
                return answer;
            }
            answer = transport.send(request);
        }
        return answer;
    }

    /** Waits until no pause is left; whether it came to that end. */
    private boolean awaitPause() {
        for (long rest = rest(); rest > 0; rest = rest()) {
            if (hurried.getCount() == 0) {
                return false;
            }
            try {
                pause.sleep(Duration.ofNanos(rest));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private long rest() {
        return pausedUntil.get() - elapsed();
    }

    private long elapsed() {
        return nanos.getAsLong() - origin;
    }
}
