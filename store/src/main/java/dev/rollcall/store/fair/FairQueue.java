package dev.rollcall.store.fair;

import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.StorageException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What waits for its turn. Works of one share are taken in the order in which they came.
 *
 * <p>Of the shares with waiting works, that one is next which has the fewest works running, and of these the one whose
 * works took the least time so far: a share that asks for little waits for about one work of the others, whatever they
 * ask for. A share that comes after a silence starts level with the others, it has not saved time up; what it took too
 * much of is held against it for {@value #LONGEST_DEBT_MILLIS} ms of the others' time at most.
 *
 * <p>Bounded: so many works of one share wait, more are refused. Safe for use by many threads.
 */
public final class FairQueue<W> {
    static final int LONGEST_DEBT_MILLIS = 200;
    /** Shares without a work that are remembered at most, because they took more than the others. */
    private static final int REMEMBERED = 1_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Map<Share, Line<W>> lines = new HashMap<>();
    private final PriorityQueue<Line<W>> ready = new PriorityQueue<>(Comparator
            .<Line<W>>comparingInt(line -> line.running)
            .thenComparingLong(line -> line.used)
            .thenComparingLong(line -> line.number));
    private final int waitingOfOne;
    private final int runningOfOne;
    private final LongSupplier nanos;
    private long clock;
    private long numbers;
    private int waiting;
    private int idle;
    private boolean closed;

    /**
     * An empty queue.
     *
     * @param waitingOfOne how many works of one share wait at most
     * @param runningOfOne how many works of one share run at the same time at most
     * @param nanos a time that only goes forward
     */
    public FairQueue(int waitingOfOne, int runningOfOne, LongSupplier nanos) {
        this.waitingOfOne = waitingOfOne;
        this.runningOfOne = runningOfOne;
        this.nanos = nanos;
    }

    /**
     * Puts a work at the end of its share's line.
     *
     * @throws StorageException of the kind OVERLOADED when too many of the share wait; OTHER when the queue is closed
     */
    public void add(Share share, W work) {
        lock.lock();
        try {
            if (closed) {
                throw new StorageException("The store is closed; the server is stopping. Send the request again.");
            }
            Line<W> line = line(share);
            if (line.waiting.size() >= waitingOfOne) {
                throw Overload.tooMany(share, waitingOfOne);
            }
            ready.remove(line);
            if (line.isIdle()) {
                idle--;
                line.used = Math.max(line.used, clock);
            }
            line.waiting.add(new Line.Waiting<>(work, nanos.getAsLong()));
            waiting++;
            offer(line);
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Takes a work out of its line again. @return false when it is not waiting any more, because it was taken */
    public boolean withdraw(Share share, W work) {
        lock.lock();
        try {
            Line<W> line = lines.get(share);
            if (line == null) {
                return false;
            }
            ready.remove(line);
            boolean found = line.waiting.removeIf(w -> w.work() == work);
            waiting -= found ? 1 : 0;
            settle(line);
            return found;
        } finally {
            lock.unlock();
        }
    }

    /** The next work, if one may run now. Whoever takes it says when it is {@link #done}. */
    public @Nullable Turn<W> poll() {
        lock.lock();
        try {
            return next();
        } finally {
            lock.unlock();
        }
    }

    /** The next work, waited for; null when the queue is closed and nothing is left in it. */
    public @Nullable Turn<W> take() {
        lock.lock();
        try {
            while (true) {
                Turn<W> turn = next();
                if (turn != null) {
                    return turn;
                }
                if (closed && waiting == 0) {
                    // Whoever else waits here has nothing to wait for either.
                    arrived.signalAll();
                    return null;
                }
                arrived.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** A work that was taken is over. @param took the nanoseconds that it kept others from being served */
    public void done(Share share, long took) {
        lock.lock();
        try {
            Line<W> line = lines.get(share);
            if (line == null) {
                throw new IllegalStateException("No work of " + share + " was taken.");
            }
            ready.remove(line);
            line.running--;
            long longest = clock + TimeUnit.MILLISECONDS.toNanos(LONGEST_DEBT_MILLIS);
            line.used = Math.min(line.used + Math.max(0, took), Math.max(longest, line.used));
            settle(line);
            // What waits may run now that the share is below its bound.
            if (!ready.isEmpty()) {
                arrived.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more in; what waits is still given out. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many works wait. */
    public int waiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    /** For how many nanoseconds the work has waited that waits longest; 0 when none waits. */
    public long longestWait() {
        lock.lock();
        try {
            long now = nanos.getAsLong();
            return lines.values()
                    .stream()
                    .flatMap(line -> Optional.ofNullable(line.waiting.peek()).stream())
                    .mapToLong(first -> now - first.since())
                    .max()
                    .orElse(0);
        } finally {
            lock.unlock();
        }
    }

    /** How many shares it remembers. */
    int shares() {
        return lines.size();
    }

    private @Nullable Turn<W> next() {
        Line<W> line = ready.peek();
        if (line == null) {
            return null;
        }
        // Whatever needs memory comes before the work leaves its line: nobody would know of it otherwise.
        Turn<W> turn = new Turn<>(line.share, line.waiting.element().work());
        ready.remove();
        line.waiting.remove();
        clock = Math.max(clock, line.used);
        line.running++;
        waiting--;
        offer(line);
        return turn;
    }

    private void offer(Line<W> line) {
        if (!line.waiting.isEmpty() && line.running < runningOfOne) {
            ready.add(line);
        }
    }

    private Line<W> line(Share share) {
        Line<W> known = lines.get(share);
        if (known != null) {
            return known;
        }
        Line<W> line = new Line<>(share, ++numbers);
        lines.put(share, line);
        idle++;
        return line;
    }

    /** Puts a line back in its place, or counts it as idle; what an idle one took is forgotten sooner or later. */
    private void settle(Line<W> line) {
        offer(line);
        if (!line.isIdle()) {
            return;
        }
        idle++;
        if (line.used <= clock) {
            lines.remove(line.share);
            idle--;
        } else if (idle == lines.size() || idle > REMEMBERED) {
            // Nobody waits, so that it does not matter who took more; or there are too many to remember.
            lines.values().removeIf(Line::isIdle);
            idle = 0;
        }
    }
}
