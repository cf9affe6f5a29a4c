package dev.rollcall.console.live;

import dev.rollcall.directory.storage.Share;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.management.ManagementFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The places of pages that follow what happens, as server-sent events.
 *
 * <p>Guarantees: no more of them are open than the bound, and of one reader no more than a quarter of it; one ends when its reader has left, is not signed in any more, or after an
 * hour, and all of them at once when this is closed, so that no stop of the server waits for one. Safe for use by many threads.
 */
public final class LivePages implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    /** Looks between two signs of life, and between two questions whether the reader is still signed in. */
    private static final int BEAT = 10;
    /** So many readers at least share the places. */
    private static final int READERS = 4;
    private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.UTF_8);

    private final int most;
    private final LongSupplier nanoTime;
    private final Duration look;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    private final Map<Share, Integer> ofReaders = new HashMap<>();
    private int open;
    private boolean closed;

    /** @param nanoTime a clock that only goes forward, in nanoseconds */
    public LivePages(int most, LongSupplier nanoTime) {
        this(most, nanoTime, LOOK);
    }

    /** @param look how long to wait between two looks */
    public LivePages(int most, LongSupplier nanoTime, Duration look) {
        this.most = most;
        this.look = look;
        this.nanoTime = nanoTime;
    }

    private void take(Share reader) {
        lock.lock();
        try {
            int own = ofReaders.getOrDefault(reader, 0);
            if (open >= most || own >= Math.max(1, most / READERS)) {
                throw new ManagementFailure(429, "too_many_live_pages", (open >= most
                        ? "As many pages follow what happens as may at the same time (console.live-pages)."
                        : "You follow what happens on " + own
                                + " pages, a quarter of all that may (console.live-pages).")
                        + " Close one, or load this page anew now and then.")
                        .with(HeaderName.RETRY_AFTER, "10");
            }
            ofReaders.put(reader, own + 1);
            open++;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Follows until the reader has left or {@link LiveEvent#DONE} came, with events of several kinds. Among them are {@link LiveEvent#BEAT} every ten seconds, and
     * {@link LiveEvent#GONE} at the end for who is not signed in any more.
     *
     * @param reader the client that asks, with all of its sessions
     * @param next what is new since it was asked last
     * @param signedIn whether the reader still is
     * @throws ManagementFailure 429 when there is no place
     */
    public void follow(Share reader, OutputStream out, Supplier<List<LiveEvent>> next, BooleanSupplier signedIn)
            throws IOException {
        take(reader);
        try {
            long begin = nanoTime.getAsLong();
            int looks = 0;
            boolean goesOn = true;
            out.write(HEARTBEAT);
            out.flush();
            while (goesOn && nanoTime.getAsLong() - begin < LONGEST.toNanos()) {
                for (LiveEvent event : next.get()) {
                    out.write(event.frame());
                    goesOn = goesOn && !event.isLast();
                }
                looks++;
                if (goesOn && looks % BEAT == 0) {
                    goesOn = signedIn.getAsBoolean();
                    out.write(new LiveEvent(goesOn ? LiveEvent.BEAT : LiveEvent.GONE, "", "").frame());
                }
                out.flush();
                goesOn = goesOn && pause();
            }
        } finally {
            leave(reader);
        }
    }

    /** Lets all of them end. */
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

    /** How many are open. */
    public int open() {
        lock.lock();
        try {
            return open;
        } finally {
            lock.unlock();
        }
    }

    private void leave(Share reader) {
        lock.lock();
        try {
            ofReaders.computeIfPresent(reader, (_, own) -> own > 1 ? own - 1 : null);
            open--;
        } finally {
            lock.unlock();
        }
    }

    private boolean pause() {
        lock.lock();
        try {
            long left = look.toNanos();
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
}
