package dev.rollcall.server.management.event;

import dev.rollcall.directory.storage.Share;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.management.ManagementFailure;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The places of open feeds.
 *
 * <p>Guarantees: one client has no more than its number of feeds open, and all clients together no more than theirs; whoever asks
 * for another one is told when to come again. When this is closed all feeds end at once, so that no stop of the server waits for
 * one. Safe for use by many threads.
 */
public final class EventFeeds implements AutoCloseable {
    private static final String AGAIN_AFTER = "10";

    private final int mostOfOne;
    private final int mostOfAll;
    private final FeedTimes times;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    private final Map<Share, Integer> open = new HashMap<>();
    private int all;
    private boolean closed;

    /**
     * @param mostOfOne feeds of one client
     * @param mostOfAll feeds of all clients
     */
    public EventFeeds(int mostOfOne, int mostOfAll, FeedTimes times) {
        this.mostOfOne = mostOfOne;
        this.mostOfAll = mostOfAll;
        this.times = times;
    }

    FeedTimes times() {
        return times;
    }

    /** How many are open. */
    public int open() {
        lock.lock();
        try {
            return all;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes a place.
     *
     * @return to be closed when the feed ends
     * @throws ManagementFailure 429 when there is none
     */
    Place take(Share client) {
        lock.lock();
        try {
            int taken = open.getOrDefault(client, 0);
            if (taken >= mostOfOne || all >= mostOfAll) {
                throw new ManagementFailure(429, "too_many_feeds", taken >= mostOfOne
                        ? "This client has " + mostOfOne
                                + " event feeds open already (limits.event-feeds). Close one, or"
                                + " share one among its readers."
                        : "All " + mostOfAll
                                + " event feeds are taken (limits.event-feeds-in-all). Try again in a while.")
                        .with(HeaderName.RETRY_AFTER, AGAIN_AFTER);
            }
            open.put(client, taken + 1);
            all++;
            return new Place(client);
        } finally {
            lock.unlock();
        }
    }

    /** A place that is taken. */
    final class Place implements AutoCloseable {
        private final Share client;

        private Place(Share client) {
            this.client = client;
        }

        /** Waits so long, or until all feeds end. @return whether the feed goes on */
        boolean pause(Duration time) {
            return EventFeeds.this.pause(time);
        }

        @Override
        public void close() {
            lock.lock();
            try {
                open.computeIfPresent(client, (_, taken) -> taken > 1 ? taken - 1 : null);
                all--;
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean pause(Duration time) {
        lock.lock();
        try {
            long left = time.toNanos();
            while (!closed && left > 0) {
                left = closing.awaitNanos(left);
            }
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Lets all feeds end. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            closing.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
