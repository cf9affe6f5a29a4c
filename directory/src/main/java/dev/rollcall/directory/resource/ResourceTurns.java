package dev.rollcall.directory.resource;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.scim.ScimException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is to change a resource, within this process.
 *
 * <p>A change is planned beside the store's writer against a committed row, and comes into force only when that row is still
 * there. Whoever plans has the resource's turn, so that nobody in this process overtakes it and it is planned once. Changes
 * that cannot invalidate each other, such as single members that come and go, share the turn.
 *
 * <p>Guarantees: turns are given in the order of asking; nobody waits for longer than the deadline, nor keeps a place for a
 * client that has left. Nothing is kept of a resource that nobody changes. Safe for use by many threads.
 */
final class ResourceTurns {
    /** Of one resource; changed only while its key is held in the map. */
    private static final class Turn {
        private final Queue<Place> waiting = new ArrayDeque<>();
        private int sharing;
        private boolean alone;

        /** Lets those in whose turn it is. */
        void grant() {
            while (true) {
                Place first = waiting.peek();
                if (first == null || alone || !first.shared && sharing > 0) {
                    return;
                }
                waiting.remove();
                alone = !first.shared;
                sharing += first.shared ? 1 : 0;
                first.granted.countDown();
            }
        }

        void leave(Place place) {
            if (place.shared) {
                sharing--;
            } else {
                alone = false;
            }
        }

        boolean isIdle() {
            return !alone && sharing == 0 && waiting.isEmpty();
        }
    }

    /** Somebody's place in a resource's line. */
    private record Place(boolean shared, CountDownLatch granted) {}

    /** By connection as well, because the id is a client's word until the resource is found: nobody waits for a stranger. */
    private record Key(ConnectionId connection, String resourceId) {}

    private final ConcurrentMap<Key, Turn> turns = new ConcurrentHashMap<>();
    private final LongAdder waiting = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final Duration patience;

    /** @param patience how long one waits for its turn */
    ResourceTurns(Duration patience) {
        this.patience = patience;
    }

    /**
     * Does the work while nobody else changes the resource.
     *
     * @throws ScimException 503 when the turn does not come in time, 499 when the client has left before
     */
    <T> T alone(ConnectionId connection, String resourceId, Presence client, Supplier<T> work) {
        return inTurn(new Key(connection, resourceId), new Place(false, new CountDownLatch(1)), client, work);
    }

    /**
     * Does the work while only others that share the turn change the resource.
     *
     * @throws ScimException 503 when the turn does not come in time, 499 when the client has left before
     */
    <T> T shared(ConnectionId connection, String resourceId, Presence client, Supplier<T> work) {
        return inTurn(new Key(connection, resourceId), new Place(true, new CountDownLatch(1)), client, work);
    }

    /**
     * Does the work as {@link #shared} if its turn comes soon; otherwise does nothing and answers empty.
     *
     * @param soon how long it waits for its turn at most
     */
    <T> Optional<T> sharedIfSoon(ConnectionId connection, String resourceId, Duration soon, Supplier<T> work) {
        Key key = new Key(connection, resourceId);
        Place place = new Place(true, new CountDownLatch(1));
        return enter(key, place, soon, Presence.ASSUMED) == TurnWait.End.GRANTED
                ? Optional.of(workAndLeave(key, place, work))
                : Optional.empty();
    }

    /** How many resources somebody changes or waits to change. */
    int size() {
        return turns.size();
    }

    /** How many wait, and how many waited in vain since the start. */
    TurnUse use() {
        return new TurnUse(waiting.intValue(), refused.sum());
    }

    private <T> T inTurn(Key key, Place place, Presence client, Supplier<T> work) {
        TurnWait.End end = enter(key, place, patience, client);
        if (end == TurnWait.End.GRANTED) {
            return workAndLeave(key, place, work);
        }
        if (end == TurnWait.End.LEFT) {
            throw TurnWait.left();
        }
        refused.increment();
        throw ScimException.of(
                503,
                "Other changes of this resource kept this one waiting for " + patience.toSeconds()
                        + " s; nothing was changed. Send it again, and send fewer changes of one resource at a time.");
    }

    private <T> T workAndLeave(Key key, Place place, Supplier<T> work) {
        try {
            return work.get();
        } finally {
            leave(key, place);
        }
    }

    /** Waits for the turn; keeps no place unless it is granted. Also without patience it passes nobody. */
    private TurnWait.End enter(Key key, Place place, Duration atMost, Presence client) {
        turns.compute(key, (k, known) -> {
            Turn turn = known == null ? new Turn() : known;
            turn.waiting.add(place);
            turn.grant();
            return turn;
        });
        return place.granted.getCount() == 0 ? TurnWait.End.GRANTED : await(key, place, atMost, client);
    }

    private TurnWait.End await(Key key, Place place, Duration atMost, Presence client) {
        waiting.increment();
        TurnWait.End end = TurnWait.End.FAILED;
        try {
            end = TurnWait.await(place.granted, atMost, client);
        } finally {
            waiting.decrement();
            if (end == TurnWait.End.FAILED && !withdraw(key, place)) {
                leave(key, place);
            }
        }
        return end == TurnWait.End.GRANTED || withdraw(key, place) ? end : TurnWait.End.GRANTED;
    }

    /** Gives the place up. @return false when the turn came in the very moment */
    private boolean withdraw(Key key, Place place) {
        boolean[] found = new boolean[1];
        turns.computeIfPresent(key, (k, turn) -> {
            found[0] = turn.waiting.remove(place);
            return grantedOrNothing(turn);
        });
        return found[0];
    }

    private void leave(Key key, Place place) {
        turns.computeIfPresent(key, (k, turn) -> {
            turn.leave(place);
            return grantedOrNothing(turn);
        });
    }

    private static @Nullable Turn grantedOrNothing(Turn turn) {
        turn.grant();
        return turn.isIdle() ? null : turn;
    }
}
