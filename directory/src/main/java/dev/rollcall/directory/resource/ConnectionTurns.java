package dev.rollcall.directory.resource;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.scim.ScimException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Whose turn it is to do something that costs much: so many requests at a time, and the connections in turn.
 *
 * <p>Guarantees: one connection has at most half of the turns at a time (at least one); of the connections that wait, the one
 * that was served longest ago is next, however many requests another has waiting; nobody waits for longer than the deadline,
 * nor keeps a place for a client that has left; of one connection only so many requests wait, and more are
 * refused at once. Safe for use by many threads.
 */
final class ConnectionTurns {
    /** How many searches of one connection may wait. */
    static final int SEARCHES_WAITING = 16;

    /**
     * What is said to who is refused.
     *
     * @param tooMany when too many of its connection wait
     * @param late when its turn did not come in time
     */
    record Refusals(String tooMany, String late) {}

    private final Refusals refusals;
    private final int mostWaiting;
    private final int perConnection;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ConnectionId, Integer> running = new HashMap<>();
    /** By when each connection was served last: the first is next. */
    private final Map<ConnectionId, Deque<CountDownLatch>> waiting = new LinkedHashMap<>();
    private final LongAdder refused = new LongAdder();
    private int free;

    /**
     * @param atOnce requests at a time
     * @param mostWaiting how many of one connection may wait
     * @param patience how long one waits for its turn
     */
    ConnectionTurns(int atOnce, int mostWaiting, Duration patience, Refusals refusals) {
        this.refusals = refusals;
        this.mostWaiting = mostWaiting;
        this.free = atOnce;
        this.perConnection = Math.max(1, atOnce / 2);
        this.patience = patience;
    }

    /** Turns to look through many resources. */
    static ConnectionTurns ofSearches(int atOnce, Duration patience) {
        return new ConnectionTurns(atOnce, SEARCHES_WAITING, patience, new Refusals(
                "This connection has " + SEARCHES_WAITING + " searches waiting that no index serves. Send one after the"
                        + " other, or filter by an attribute that is indexed, such as userName.",
                "Other searches that no index serves kept this one waiting for " + patience.toSeconds()
                        + " s (limits.scan-wait). Try again in a few seconds, or filter by an attribute that is"
                        + " indexed, such as userName."));
    }

    /**
     * Waits for the connection's turn and does the work in it.
     *
     * @throws ScimException 429 when too many requests of the connection wait already, 503 when its turn does not come in
     *     time, 499 when the client has left before
     */
    <T> T inTurn(ConnectionId connection, Presence client, Supplier<T> work) {
        return inTurn(connection, client, _ -> work.get());
    }

    /** The same for work in parts, which can let others go first between them. */
    <T> T inTurn(ConnectionId connection, Presence client, Function<PartedTurn, T> work) {
        long deadline = System.nanoTime() + patience.toNanos();
        await(connection, client);
        PartedTurn turn = new PartedTurn(this, connection, client, deadline);
        try {
            return work.apply(turn);
        } finally {
            if (turn.isHad()) {
                release(connection);
            }
        }
    }

    /**
     * Gives a turn back when another connection waits for it, and waits until it comes again, before those of the same connection
     * that had none yet.
     *
     * @return false when it did not come within the patience, or the client has left meanwhile; then it is not had any more
     */
    boolean letOthersGoFirst(ConnectionId connection, Presence client, Duration most) {
        CountDownLatch turn = new CountDownLatch(1);
        lock.lock();
        try {
            if (candidates().allMatch(connection::equals)) {
                return true;
            }
            free++;
            leave(connection);
            waiting.computeIfAbsent(connection, _ -> new ArrayDeque<>()).addFirst(turn);
            grant();
        } finally {
            lock.unlock();
        }
        return granted(connection, turn, most, client) == TurnWait.End.GRANTED;
    }

    /**
     * Gives a turn back, waits for something else, and takes a turn again; see {@link PartedTurn#apart}.
     *
     * @return false when a turn had to be waited for, before which what was waited for was given up
     * @throws ScimException as there; then the turn is not had any more
     */
    boolean apart(
            ConnectionId connection, Presence client, Consumer<Duration> wait, Runnable giveUp, long deadline) {
        release(connection);
        wait.accept(left(deadline));
        CountDownLatch turn = new CountDownLatch(1);
        lock.lock();
        try {
            waiting.computeIfAbsent(connection, _ -> new ArrayDeque<>()).addFirst(turn);
            grant();
            if (turn.getCount() == 0) {
                return true;
            }
        } finally {
            lock.unlock();
        }
        boolean givenUp = false;
        try {
            giveUp.run();
            givenUp = true;
        } finally {
            if (!givenUp && !withdraw(connection, turn)) {
                release(connection);
            }
        }
        answer(granted(connection, turn, left(deadline), client));
        return false;
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    /** How many requests wait. */
    int waiting() {
        lock.lock();
        try {
            return waiting.values().stream().mapToInt(Deque::size).sum();
        } finally {
            lock.unlock();
        }
    }

    /** How many wait, and how many were refused since the start. */
    TurnUse use() {
        return new TurnUse(waiting(), refused.sum());
    }

    /** How many have their turn. */
    int running() {
        lock.lock();
        try {
            return running.values().stream().mapToInt(Integer::intValue).sum();
        } finally {
            lock.unlock();
        }
    }

    private void await(ConnectionId connection, Presence client) {
        CountDownLatch turn = new CountDownLatch(1);
        lock.lock();
        try {
            Deque<CountDownLatch> mine = waiting.computeIfAbsent(connection, id -> new ArrayDeque<>());
            if (mine.size() >= mostWaiting) {
                refused.increment();
                throw ScimException.of(429, refusals.tooMany);
            }
            mine.add(turn);
            grant();
        } finally {
            lock.unlock();
        }
        answer(granted(connection, turn, patience, client));
    }

    /** Goes on with a turn alone. */
    private void answer(TurnWait.End end) {
        switch (end) {
            case GRANTED -> {}
            case LEFT -> throw TurnWait.left();
            default -> {
                refused.increment();
                throw ScimException.of(503, refusals.late);
            }
        }
    }

    /** Waits for what was asked for. Whatever it ends with, either the turn is had or its place is given up. */
    private TurnWait.End granted(ConnectionId connection, CountDownLatch turn, Duration most, Presence client) {
        TurnWait.End end = TurnWait.End.FAILED;
        try {
            end = TurnWait.await(turn, most, client);
        } finally {
            if (end == TurnWait.End.FAILED && !withdraw(connection, turn)) {
                release(connection);
            }
        }
        return end == TurnWait.End.GRANTED || !withdraw(connection, turn) ? TurnWait.End.GRANTED : end;
    }

    /** Gives the place up. @return false when the turn came in the very moment */
    private boolean withdraw(ConnectionId connection, CountDownLatch turn) {
        lock.lock();
        try {
            if (turn.getCount() == 0) {
                return false;
            }
            Optional.ofNullable(waiting.get(connection)).ifPresent(mine -> {
                mine.remove(turn);
                if (mine.isEmpty()) {
                    waiting.remove(connection);
                }
            });
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void release(ConnectionId connection) {
        lock.lock();
        try {
            free++;
            leave(connection);
            grant();
        } finally {
            lock.unlock();
        }
    }

    private void leave(ConnectionId connection) {
        running.computeIfPresent(connection, (id, n) -> n == 1 ? null : n - 1);
    }

    /** Gives what is free to those who wait, each connection at most its share. */
    private void grant() {
        while (free > 0) {
            Optional<ConnectionId> next = next();
            if (next.isEmpty()) {
                return;
            }
            ConnectionId connection = next.get();
            // Taken out and put back at the end: whoever was just served is the last to be served again.
            Deque<CountDownLatch> mine = Optional.ofNullable(waiting.remove(connection)).orElseThrow();
            CountDownLatch turn = mine.remove();
            if (!mine.isEmpty()) {
                waiting.put(connection, mine);
            }
            free--;
            running.merge(connection, 1, Integer::sum);
            turn.countDown();
        }
    }

    private Optional<ConnectionId> next() {
        return candidates().findFirst();
    }

    /** Who waits and has less than its share, the next one first. */
    private Stream<ConnectionId> candidates() {
        return waiting.keySet().stream().filter(candidate -> running.getOrDefault(candidate, 0) < perConnection);
    }
}
