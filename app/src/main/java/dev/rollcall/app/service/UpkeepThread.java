package dev.rollcall.app.service;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the upkeep again and again on a thread of its own, and once more when it is closed. It rests between two rounds
 * unless there is more to do at once.
 *
 * <p>Guarantees: whatever a round throws, the next one follows; {@link #ended} tells should the thread end all the same.
 */
final class UpkeepThread implements AutoCloseable {
    static final Duration PAUSE = Duration.ofMillis(500);

    /** A round is a few short transactions; one that takes so long is stuck. */
    static final Duration LONGEST_ROUND = Duration.ofMinutes(5);

    private static final Logger LOGGER = LoggerFactory.getLogger(UpkeepThread.class);

    private final BooleanSupplier upkeep;
    private final LongSupplier nanoTime;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread thread = Thread.ofPlatform().name("upkeep").daemon().unstarted(this::loop);

    private volatile long lastRound;

    /**
     * @param upkeep one round; answers whether there is more to do at once
     * @param nanoTime a clock that only goes forward, in nanoseconds
     */
    UpkeepThread(BooleanSupplier upkeep, LongSupplier nanoTime) {
        this.upkeep = upkeep;
        this.nanoTime = nanoTime;
        this.lastRound = nanoTime.getAsLong();
    }

    void start() {
        thread.start();
    }

    /** Completed when no round will follow: after {@link #close}, or because the thread was lost. */
    CompletionStage<Void> ended() {
        return ended;
    }

    /** What is wrong with it and what to do; empty when it works. */
    Optional<String> problem() {
        if (ended.isDone()) {
            return Optional.of("The upkeep has ended. Restart the service.");
        }
        Duration since = Duration.ofNanos(nanoTime.getAsLong() - lastRound);
        return since.compareTo(LONGEST_ROUND) <= 0
                ? Optional.empty()
                : Optional.of(
                        "The upkeep has been in one round for %d minutes. Look at the load of the machine and its disk,"
                                .formatted(since.toMinutes()) + " and restart the service if it lasts.");
    }

    /** Waits for the round that is under way and runs a last one, so that nothing is left in a buffer. */
    @Override
    public void close() {
        stopping.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        try {
            boolean last;
            boolean more = false;
            do {
                last = pause(more ? Duration.ZERO : PAUSE);
                more = round();
                lastRound = nanoTime.getAsLong();
            } while (!last);
        } finally {
            ended.complete(null);
        }
    }

    /** Whether the pause was ended by a stop. */
    private boolean pause(Duration length) {
        try {
            return stopping.await(length.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private boolean round() {
        try {
            return upkeep.getAsBoolean();
        } catch (Throwable e) {
            // An Error too: this thread alone writes the log and keeps the store tidy, so it must not end.
            LOGGER.error("The upkeep failed and will be tried again in half a second.", e);
            return false;
        }
    }
}
