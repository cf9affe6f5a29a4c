package dev.rollcall.directory.log;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * The log of requests.
 *
 * <p>Guarantees: {@link #record} never blocks and never fails a request; a successful write has left its compact row in
 * its own transaction already ({@link RequestTrace#committed}), so that its bodies alone are added; everything else waits in a bounded buffer, in which every
 * connection has its share, and goes out in batches by {@link #flush}. What does not fit is counted per connection, and the
 * count is shown.
 */
public final class RequestLog {
    /** A transaction of more than this would hold up the requests that write. */
    private static final long BATCH_BYTES = 4L << 20;
    /** One row of so many, chosen by its id, has its connection's log summed up: no count is kept, and no connection is forgotten. */
    private static final int ROWS_BETWEEN_BLOCKS = 64;
    /** Writes in which one flush sums up one connection's log, each of a few thousand rows: more than are logged between two flushes. */
    private static final int ROUNDS = 4;

    private final Storage storage;
    private final RequestLogOptions options;
    private final PendingRows pending;
    private final RowsPerMinute<ConnectionId> unauthenticated;
    private final Map<ConnectionId, LongAdder> dropped = new ConcurrentHashMap<>();
    private final LongAdder droppedInAll = new LongAdder();
    /** Connections whose log grew so far that it may be worth while to sum it up. */
    private final Set<ConnectionId> grown = ConcurrentHashMap.newKeySet();

    public RequestLog(Storage storage, RequestLogOptions options) {
        this.storage = storage;
        this.options = options;
        this.unauthenticated = new RowsPerMinute<>(options.unauthenticatedPerMinute());
        this.pending = new PendingRows(options.capacity(), options.pendingBytes());
    }

    /** Takes a finished request for the log. Requests that named no existing connection have no log to go to. */
    public void record(RequestTrace trace, int status) {
        if (Math.floorMod(trace.id().hashCode(), ROWS_BETWEEN_BLOCKS) == 0) {
            trace.connection().ifPresent(grown::add);
        }
        if (trace.isWhole(status)) {
            return;
        }
        trace.entry(status, true).ifPresent(entry -> {
            boolean wanted = entry.tokenId().isPresent() || unauthenticated.admit(entry.connection(), entry.time());
            if (wanted && pending.offer(new PendingRows.Row(entry, trace.isWritten(status)))) {
                return;
            }
            leftOut(entry.connection());
            if (wanted && !trace.isCommitted() && trace.hasBody()) {
                // The row without its body is worth more than none, and counts as left out all the same.
                trace.entry(status, false).ifPresent(bare -> pending.offer(new PendingRows.Row(bare, false)));
            }
        });
    }

    /** How the buffer is used now. */
    public RequestLogUse use() {
        return new RequestLogUse(pending.rows(), pending.bytes(), droppedInAll.sum());
    }

    /**
     * Writes what waits.
     *
     * @throws StorageException when the store fails; the rows of that batch are then counted as left out
     */
    public void flush() {
        // Only what waits now: under steady load something new is always there, and the rest of the upkeep waits as well.
        int waiting = pending.rows();
        while (waiting > 0) {
            List<PendingRows.Row> batch = pending.take(Math.min(waiting, options.batch()), BATCH_BYTES);
            if (batch.isEmpty()) {
                break;
            }
            waiting -= batch.size();
            append(batch);
        }
        dropped.forEach(this::noteDropped);
        List<ConnectionId> due = List.copyOf(grown);
        due.forEach(this::sumUp);
    }

    /** Forgotten before it is tried: where it fails, the next rows bring it back. What is left waits for the next flush. */
    private void sumUp(ConnectionId connection) {
        grown.remove(connection);
        for (int i = 0; i < ROUNDS; i++) {
            if (!storage.<Boolean>write(Share.HOUSE, "log", session -> session.log().makeBlocks(connection))) {
                return;
            }
        }
        grown.add(connection);
    }

    private void noteDropped(ConnectionId connection, LongAdder counted) {
        long count = counted.sumThenReset();
        if (count == 0) {
            return;
        }
        try {
            storage.write(Share.HOUSE, "log", session -> {
                session.log().addDropped(connection, count);
                return count;
            });
        } catch (RuntimeException | Error e) {
            counted.add(count);
            throw e;
        }
    }

    private void append(List<PendingRows.Row> rows) {
        List<RequestLogEntry> whole = entries(rows.stream().filter(row -> !row.written()));
        List<RequestLogEntry> written = entries(rows.stream().filter(PendingRows.Row::written));
        try {
            storage.write(Share.HOUSE, "log", session -> {
                session.log().append(whole);
                session.log().addBodies(written);
                return rows.size();
            });
        } catch (RuntimeException | Error e) {
            rows.forEach(row -> leftOut(row.entry().connection()));
            throw e;
        }
    }

    private static List<RequestLogEntry> entries(Stream<PendingRows.Row> rows) {
        return rows.map(PendingRows.Row::entry).toList();
    }

    private void leftOut(ConnectionId connection) {
        dropped.computeIfAbsent(connection, c -> new LongAdder()).increment();
        droppedInAll.increment();
    }
}
