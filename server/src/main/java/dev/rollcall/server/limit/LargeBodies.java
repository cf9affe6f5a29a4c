package dev.rollcall.server.limit;

import dev.rollcall.directory.connection.ConnectionId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds the memory that large bodies take: only so many are received and handled at a time, and of one connection at most
 * half of them, so that none keeps the others waiting. The rest wait with their bytes still in the network.
 *
 * <p>Safe for use by many threads.
 */
public final class LargeBodies {
    /** A body of more bytes than this is large. */
    public static final int THRESHOLD = 1 << 20;

    private final int perConnection;
    private final Duration patience;
    private final Semaphore all;
    private final Map<ConnectionId, Semaphore> own = new ConcurrentHashMap<>();

    /** Admission for one large body, until it is closed. */
    @FunctionalInterface
    public interface Permit extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * @param atOnce large bodies at a time
     * @param patience how long one waits for its turn
     */
    public LargeBodies(int atOnce, Duration patience) {
        this.perConnection = Math.max(1, atOnce / 2);
        this.patience = patience;
        this.all = new Semaphore(atOnce, true);
    }

    /** Waits for the turn of a large body; empty when it does not come in time. */
    public Optional<Permit> admit(ConnectionId connection) {
        Semaphore mine = own.computeIfAbsent(connection, id -> new Semaphore(perConnection, true));
        if (!acquired(mine)) {
            return Optional.empty();
        }
        if (!acquired(all)) {
            mine.release();
            return Optional.empty();
        }
        return Optional.of(() -> {
            all.release();
            mine.release();
        });
    }

    private boolean acquired(Semaphore semaphore) {
        try {
            return semaphore.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
