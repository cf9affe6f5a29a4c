package dev.rollcall.server.limit;

import dev.rollcall.directory.resource.Presence;
import dev.rollcall.directory.resource.TurnWait;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.server.limit.BodyMemoryException.Reason;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The memory that the bodies of all requests take together, each weighed by what becomes of it ({@link BodyWeight}).
 *
 * <p>Guarantees:
 *
 * <ul>
 *   <li>What is granted never exceeds {@link BodyMemoryOptions#bytes}. It grows with what has arrived: a slow sender holds
 *       no room for what it has not sent.
 *   <li>Connections take turns: while one waits, no other begins a second body before it. One connection gets at most
 *       half, unless it is for a single body.
 *   <li>A body that weighs at most {@link #SMALL} is served from a part that is kept for such bodies, of which one
 *       connection gets at most a quarter; it waits with the others only when that part is full.
 *   <li>Whoever waits gets its turn, or a {@link BodyMemoryException} after {@link BodyMemoryOptions#patience};
 *       one whose client has left goes within {@link TurnWait#LOOK}, unless the client has sent more than was read. None waits
 *       for one that waits for it: when all that hold memory wait for more, one of them is refused at once.
 * </ul>
 *
 * <p>Safe for use by many threads.
 */
public final class BodyMemory {
    /** Bytes of a body that are received without asking: as much as the socket has buffered anyway. */
    static final int FREE = 8 * 1024;

    /** A body that weighs at most this much is small. */
    static final long SMALL = 1 << 20;

    /** What a usual body weighs in proportion to its length; a connection's bodies are admitted by it. */
    static final int USUAL_FACTOR = 8;

    private final BodyMemoryOptions options;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final SmallPool small;
    private final Ledger ledger;
    private final LongAdder refused = new LongAdder();
    private final AtomicLong opened = new AtomicLong();

    /** @param nanoTime a clock that only goes forward, in nanoseconds */
    public BodyMemory(BodyMemoryOptions options, LongSupplier nanoTime) {
        this.options = options;
        this.nanoTime = nanoTime;
        this.small = new SmallPool(options.small());
        this.ledger = new Ledger(options.large());
    }

    /**
     * A request of this share; it holds nothing yet.
     *
     * @param client whoever waits goes when the client has left, with {@code 499}
     */
    public BodyReservation open(Share share, Presence client) {
        return new BodyReservation(this, new Hold(share, opened.getAndIncrement(), client));
    }

    /** How much there is, how much is taken, how many wait and how many were refused. */
    public BodyMemoryUse use() {
        lock.lock();
        try {
            return new BodyMemoryUse(
                    options.bytes(), ledger.taken() + small.taken(), ledger.waiting(), refused.sum());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes the request hold so many bytes, instead of what it held.
     *
     * @param bytes what it takes from now on
     * @param claim what it is expected to take in the end; counts for its connection only
     */
    void hold(Hold hold, long bytes, long claim) {
        hold(hold, bytes, claim, options.patience());
    }

    /** The same for whoever waits no longer than this now, whatever the patience is. */
    void hold(Hold hold, long bytes, long claim, Duration most) {
        lock.lock();
        try {
            if (isSmall(hold, bytes, claim)) {
                return;
            }
            requirePossible(bytes);
            if (ledger.ask(hold, bytes, Math.min(claim, ledger.capacity()), options.waiting())) {
                await(hold, most);
                small.release(hold);
            } else {
                throw refusal(Reason.QUEUE_FULL);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes the request hold so many bytes if nobody has to be waited for.
     *
     * @return false when others wait, or there is no room for it now; it holds what it held then
     */
    boolean holdAtOnce(Hold hold, long bytes, long claim) {
        lock.lock();
        try {
            if (isSmall(hold, bytes, claim)) {
                return true;
            }
            requirePossible(bytes);
            boolean granted = ledger.take(hold, bytes, Math.min(claim, ledger.capacity()));
            if (granted) {
                small.release(hold);
            }
            return granted;
        } finally {
            lock.unlock();
        }
    }

    /** Makes the request hold no more than so many bytes. */
    void lower(Hold hold, long bytes) {
        lock.lock();
        try {
            boolean moved = small.move(hold, Math.min(bytes, hold.small));
            assert moved : "Less always fits";
            ledger.lower(hold, bytes);
        } finally {
            lock.unlock();
        }
    }

    /** Whether the part for small bodies has it. */
    private boolean isSmall(Hold hold, long bytes, long claim) {
        boolean moved = claim <= SMALL && small.move(hold, bytes);
        if (moved) {
            ledger.release(hold);
        }
        return moved;
    }

    private void requirePossible(long bytes) {
        if (bytes > ledger.capacity()) {
            throw refusal(Reason.NEVER);
        }
    }

    /** Gives back all that the request holds. */
    void release(Hold hold) {
        lock.lock();
        try {
            small.release(hold);
            ledger.release(hold);
        } finally {
            lock.unlock();
        }
    }

    private void await(Hold hold, Duration most) {
        long start = nanoTime.getAsLong();
        long deadline = start + Math.min(options.patience().toNanos() - hold.waited, most.toNanos());
        try {
            while (hold.waits()) {
                long left = deadline - nanoTime.getAsLong();
                if (left <= 0) {
                    throw refusal(Reason.LATE);
                }
                hold.pause(lock, Math.min(left, TurnWait.LOOK.toNanos()));
                if (hold.waits() && !isThere(hold)) {
                    throw TurnWait.left();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refusal(Reason.LATE);
        } finally {
            ledger.withdraw(hold);
            hold.waited += nanoTime.getAsLong() - start;
        }
        if (hold.shed) {
            throw refusal(Reason.SHED);
        }
    }

    /** Looks without the lock, so that nobody waits for the look. */
    private boolean isThere(Hold hold) {
        lock.unlock();
        try {
            return hold.client.isThere();
        } finally {
            lock.lock();
        }
    }

    private BodyMemoryException refusal(Reason reason) {
        refused.increment();
        return new BodyMemoryException(reason);
    }
}
