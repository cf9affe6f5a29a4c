package dev.rollcall.directory.resource;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.scim.ScimException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Whose turn it is to change a resource, within this process.
 *
 * <p>A change is planned beside the store's writer against a committed row, and comes into force only when that row is still
 * there. Whoever plans has the resource's turn, so that nobody in this process overtakes it and it is planned once. Changes
 * that cannot invalidate each other, such as single members that come and go, share the turn.
 *
 * <p>Guarantees: turns are given in the order of asking; nobody waits for longer than the deadline. Nothing is kept of a
 * resource that nobody changes. Safe for use by many threads.
 */
final class ResourceTurns {
    private static final class Turn {
        private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);
        private int callers;
    }

    /** By connection as well, because the id is a client's word until the resource is found: nobody waits for a stranger. */
    private record Key(ConnectionId connection, String resourceId) {}

    private final ConcurrentMap<Key, Turn> turns = new ConcurrentHashMap<>();
    private final Duration patience;

    /** @param patience how long one waits for its turn */
    ResourceTurns(Duration patience) {
        this.patience = patience;
    }

    /**
     * Does the work while nobody else changes the resource.
     *
     * @throws ScimException 503 when the turn does not come in time
     */
    <T> T alone(ConnectionId connection, String resourceId, Supplier<T> work) {
        Key key = new Key(connection, resourceId);
        Turn turn = enter(key);
        try {
            return within(turn.lock.writeLock(), work);
        } finally {
            leave(key);
        }
    }

    /**
     * Does the work while only others that share the turn change the resource.
     *
     * @throws ScimException 503 when the turn does not come in time
     */
    <T> T shared(ConnectionId connection, String resourceId, Supplier<T> work) {
        Key key = new Key(connection, resourceId);
        Turn turn = enter(key);
        try {
            return within(turn.lock.readLock(), work);
        } finally {
            leave(key);
        }
    }

    /**
     * Does the work as {@link #shared} if its turn comes soon; otherwise does nothing and answers empty.
     *
     * @param soon how long it waits for its turn at most
     */
    <T> Optional<T> sharedIfSoon(ConnectionId connection, String resourceId, Duration soon, Supplier<T> work) {
        Key key = new Key(connection, resourceId);
        Turn turn = enter(key);
        try {
            return acquired(turn.lock.readLock(), soon)
                    ? Optional.of(workAndRelease(turn.lock.readLock(), work))
                    : Optional.empty();
        } finally {
            leave(key);
        }
    }

    /** How many resources somebody changes or waits to change. */
    int size() {
        return turns.size();
    }

    private <T> T within(Lock lock, Supplier<T> work) {
        if (!acquired(lock, patience)) {
            throw ScimException.of(
                    503,
                    "Other changes of this resource kept this one waiting for " + patience.toSeconds()
                            + " s; nothing was changed. Send it again, and send fewer changes of one resource at a time.");
        }
        return workAndRelease(lock, work);
    }

    private static <T> T workAndRelease(Lock lock, Supplier<T> work) {
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private static boolean acquired(Lock lock, Duration patience) {
        try {
            // Also without patience this keeps to the order of asking: nobody is overtaken.
            return lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Turn enter(Key key) {
        return turns.compute(key, (id, known) -> {
            Turn turn = known == null ? new Turn() : known;
            turn.callers++;
            return turn;
        });
    }

    private void leave(Key key) {
        turns.computeIfPresent(key, (id, turn) -> {
            turn.callers--;
            return turn.callers == 0 ? null : turn;
        });
    }
}
