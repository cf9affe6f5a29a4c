package dev.rollcall.app.service;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the upkeep again and again on a thread of its own, and once more when it is closed. */
final class UpkeepThread implements AutoCloseable {
    static final Duration PAUSE = Duration.ofMillis(500);

    private static final Logger LOGGER = LoggerFactory.getLogger(UpkeepThread.class);

    private final Runnable upkeep;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("upkeep").daemon().unstarted(this::loop);

    UpkeepThread(Runnable upkeep) {
        this.upkeep = upkeep;
    }

    void start() {
        thread.start();
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
        boolean last;
        do {
            last = pause();
            round();
        } while (!last);
    }

    /** Whether the pause was ended by a stop. */
    private boolean pause() {
        try {
            return stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void round() {
        try {
            upkeep.run();
        } catch (Throwable e) {
            // An Error too: this thread alone writes the log and keeps the store tidy, so it must not end.
            LOGGER.error("The upkeep failed and will be tried again in half a second.", e);
        }
    }
}
