package dev.rollcall.outbound.engine;

import dev.rollcall.directory.failure.FailureReports;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Runs one part of the engine again and again on a thread of its own, until it is closed.
 *
 * <p>Guarantees: whatever a round throws, the next one follows, after a pause that grows to {@link #LONGEST_PAUSE} while rounds
 * go on failing; {@link #ended} tells should the thread end all the same, and {@link #problem} when a round lasts.
 */
public final class EngineThread implements AutoCloseable {
    /** A round is a few short transactions; one that takes so long is stuck. */
    public static final Duration LONGEST_ROUND = Duration.ofMinutes(5);

    /** How long it rests after rounds that failed, at most. */
    public static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final System.Logger LOGGER = System.getLogger(EngineThread.class.getName());

    private final String name;
    private final Supplier<Duration> round;
    private final LongSupplier nanos;
    private final FailureReports reports;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread thread;
    private boolean wanted;
    private boolean stopping;
    private Duration pauseAfterFailure = FIRST_PAUSE;
    private volatile long roundSince;

    /**
     * One that is not started.
     *
     * @param name of the thread, and what it is called before the operator
     * @param round one round; answers how long it rests afterwards unless it is woken, less than a minute
     * @param nanos a time that only goes forward, in nanoseconds
     */
    public EngineThread(String name, Supplier<Duration> round, LongSupplier nanos) {
        this.name = name;
        this.round = round;
        this.nanos = nanos;
        this.reports = new FailureReports(LOGGER, nanos);
        this.roundSince = nanos.getAsLong();
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::loop);
    }

    /** Lets it run. */
    public void start() {
        thread.start();
    }

    /** Lets the next round begin at once, or right after the one that is under way. */
    void wake() {
        lock.lock();
        try {
            wanted = true;
            woken.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Completed when no round will follow. */
    CompletionStage<Void> ended() {
        return ended.minimalCompletionStage();
    }

    /** What is wrong with it and what to do; empty when it works. */
    public Optional<String> problem() {
        if (ended.isDone()) {
            return Optional.of("The thread \"" + name + "\" has ended. Restart the service.");
        }
        Duration since = Duration.ofNanos(nanos.getAsLong() - roundSince);
        return since.compareTo(LONGEST_ROUND) <= 0
                ? Optional.empty()
                : Optional.of(("The thread \"%s\" has been in one round for %d minutes. Look at the load of the machine"
                        + " and its disk, and restart the service if it lasts.").formatted(name, since.toMinutes()));
    }

    /** Waits for the round that is under way; none follows. */
    @Override
    public void close() {
        lock.lock();
        try {
            stopping = true;
            woken.signal();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        ended.complete(null);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        try {
            do {
                roundSince = nanos.getAsLong();
            } while (rest(round()));
        } finally {
            ended.complete(null);
        }
    }

    /** How long it rests, and whether it may be woken before: not after a failure, or who wakes it would make it spin. */
    private record Rest(Duration pause, boolean wakeable) {}

    private Rest round() {
        try {
            Duration pause = round.get();
            pauseAfterFailure = FIRST_PAUSE;
            return new Rest(pause, true);
        } catch (Throwable failure) {
            // An Error too: nobody else does what this thread does.
            reports.report(name, "The thread \"" + name + "\" failed in a round (" + failure
                    + "); trying again soon.", failure);
            Duration pause = pauseAfterFailure;
            Duration next = pause.multipliedBy(2);
            pauseAfterFailure = next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
            return new Rest(pause, false);
        }
    }

    /** @return false when it is to end */
    private boolean rest(Rest rest) {
        lock.lock();
        try {
            long left = rest.pause.toNanos();
            while (!stopping && !(wanted && rest.wakeable) && left > 0) {
                left = woken.awaitNanos(left);
            }
            wanted = false;
            return !stopping;
        } catch (InterruptedException e) {
            // Nobody interrupts it but whoever ends the process.
            return false;
        } finally {
            lock.unlock();
        }
    }
}
