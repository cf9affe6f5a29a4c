package dev.rollcall.directory.log;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.RequestLogEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows that wait to be written, bounded by their number and their bytes.
 *
 * <p>Guarantees: a connection may have as much waiting as is still free, so that one that floods the log gets half of it,
 * two get a third each, and something is always left for another. Rows are taken in turns by connection, and of one
 * connection in the order in which they came. Safe for use by many threads; nobody waits but for the lock.
 */
final class PendingRows {
    /** What a row takes beside its texts, in bytes. */
    private static final int ROW = 500;

    private final int capacity;
    private final long capacityBytes;
    private final Map<ConnectionId, Waiting> byConnection = new HashMap<>();
    private final Deque<Waiting> turns = new ArrayDeque<>();
    private int rows;
    private long bytes;

    /**
     * A row that waits.
     *
     * @param written whether it is in the log already, and its bodies alone are not
     */
    record Row(RequestLogEntry entry, boolean written) {}

    private static final class Waiting {
        private final ConnectionId connection;
        private final Deque<Row> queue = new ArrayDeque<>();
        private long bytes;

        Waiting(ConnectionId connection) {
            this.connection = connection;
        }
    }

    PendingRows(int capacity, long capacityBytes) {
        this.capacity = capacity;
        this.capacityBytes = capacityBytes;
    }

    /** Takes a row, if its connection may have another one waiting. */
    synchronized boolean offer(Row row) {
        long size = size(row.entry());
        ConnectionId connection = row.entry().connection();
        Waiting own = byConnection.get(connection);
        int ownRows = own == null ? 0 : own.queue.size();
        long ownBytes = own == null ? 0 : own.bytes;
        if (ownRows + 1 > capacity - rows || ownBytes + size > capacityBytes - bytes) {
            return false;
        }
        if (own == null) {
            own = new Waiting(connection);
            byConnection.put(connection, own);
            turns.addLast(own);
        }
        own.queue.addLast(row);
        own.bytes += size;
        rows++;
        bytes += size;
        return true;
    }

    /** The next rows, at most so many and about so many bytes; empty when none waits. */
    synchronized List<Row> take(int most, long mostBytes) {
        List<Row> taken = new ArrayList<>(Math.min(most, rows));
        long takenBytes = 0;
        while (taken.size() < most && takenBytes < mostBytes && !turns.isEmpty()) {
            Waiting next = turns.removeFirst();
            Row row = next.queue.removeFirst();
            long size = size(row.entry());
            next.bytes -= size;
            rows--;
            bytes -= size;
            takenBytes += size;
            taken.add(row);
            if (next.queue.isEmpty()) {
                byConnection.remove(next.connection);
            } else {
                turns.addLast(next);
            }
        }
        return taken;
    }

    /** How many wait. */
    synchronized int rows() {
        return rows;
    }

    /** What they take in memory, in bytes. */
    synchronized long bytes() {
        return bytes;
    }

    /** Two bytes a character, as texts beyond Latin take. */
    private static long size(RequestLogEntry row) {
        long characters = (long) row.path().length()
                + row.plan().map(String::length).orElse(0)
                + row.tolerances().map(String::length).orElse(0)
                + row.error().map(String::length).orElse(0)
                + row.requestBody().map(String::length).orElse(0)
                + row.responseBody().map(String::length).orElse(0);
        return ROW + 2 * characters;
    }
}
