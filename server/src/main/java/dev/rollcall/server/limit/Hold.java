package dev.rollcall.server.limit;

import dev.rollcall.directory.resource.Presence;
import dev.rollcall.directory.storage.Share;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What one request holds and waits for. Everything in it is guarded by the lock of its {@link BodyMemory}. */
final class Hold {
    final Share share;

    /** The order in which requests came; the oldest goes first. */
    final long number;

    final Presence client;

    /** Bytes of the part for small bodies. */
    long small;

    /** Bytes of the part that large bodies share; 0 when it takes no part there. */
    long bytes;

    /** What it counts for its connection, in bytes; as much as it holds while it waits. */
    long claim;

    long wantedBytes;
    long wantedClaim;

    /** It was refused, so that others can go on. */
    boolean shed;

    /** For how long it has waited, in nanoseconds. */
    long waited;

    private boolean waiting;
    private @Nullable Condition turn;

    Hold(Share share, long number, Presence client) {
        this.share = share;
        this.client = client;
        this.number = number;
    }

    boolean waits() {
        return waiting;
    }

    void want(long moreBytes, long moreClaim) {
        waiting = true;
        wantedBytes = moreBytes;
        wantedClaim = moreClaim;
    }

    /** Ends the wait, whatever came of it. */
    void wake() {
        waiting = false;
        if (turn != null) {
            turn.signal();
        }
    }

    /** Waits until it is woken, or for so many nanoseconds; the caller looks why it came back. */
    void pause(ReentrantLock lock, long nanos) throws InterruptedException {
        if (turn == null) {
            turn = lock.newCondition();
        }
        boolean woken = turn.await(nanos, TimeUnit.NANOSECONDS);
        assert woken || nanos >= 0;
    }
}
