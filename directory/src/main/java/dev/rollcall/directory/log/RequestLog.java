package dev.rollcall.directory.log;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * The log of requests.
 *
 * <p>Guarantees: {@link #record} never blocks and never fails a request; a successful write has left its compact row in
 * its own transaction already ({@link RequestTrace#committed}); everything else waits in a bounded buffer and goes out in
 * batches by {@link #flush}. What does not fit is counted per connection, and the count is shown.
 */
public final class RequestLog {
    private final Storage storage;
    private final RequestLogOptions options;
    private final BlockingQueue<RequestLogEntry> buffer;
    private final AtomicLong pendingBytes = new AtomicLong();
    private final UnauthenticatedRows unauthenticated;
    private final Map<ConnectionId, LongAdder> dropped = new ConcurrentHashMap<>();

    public RequestLog(Storage storage, RequestLogOptions options) {
        this.storage = storage;
        this.options = options;
        this.unauthenticated = new UnauthenticatedRows(options.unauthenticatedPerMinute());
        this.buffer = new ArrayBlockingQueue<>(options.capacity());
    }

    /** Takes a finished request for the log. Requests that named no existing connection have no log to go to. */
    public void record(RequestTrace trace, int status) {
        if (trace.isCommitted() && !trace.hasBody()) {
            return;
        }
        boolean bodyFits = pendingBytes.get() < options.pendingBytes();
        if (trace.isCommitted() && !bodyFits) {
            trace.connection().ifPresent(this::leftOut);
            return;
        }
        trace.entry(status, bodyFits).ifPresent(entry -> {
            boolean wanted = entry.tokenId().isPresent() || unauthenticated.admit(entry.connection(), entry.time());
            boolean taken = wanted && buffer.offer(entry);
            if (taken) {
                pendingBytes.addAndGet(size(entry));
            }
            if (!taken || trace.hasBody() && !bodyFits) {
                leftOut(entry.connection());
            }
        });
    }

    /**
     * Writes what waits.
     *
     * @throws StorageException when the store fails; the rows of that batch are then counted as left out
     */
    public void flush() {
        // Only what waits now: under steady load something new is always there, and the rest of the upkeep waits as well.
        int waiting = buffer.size();
        List<RequestLogEntry> batch = new ArrayList<>(options.batch());
        while (waiting > 0 && buffer.drainTo(batch, Math.min(waiting, options.batch())) > 0) {
            waiting -= batch.size();
            append(List.copyOf(batch));
            batch.clear();
        }
        for (Map.Entry<ConnectionId, LongAdder> entry : dropped.entrySet()) {
            long count = entry.getValue().sumThenReset();
            if (count > 0) {
                storage.write(Share.HOUSE, "log", session -> {
                    session.addLogDropped(entry.getKey(), count);
                    return count;
                });
            }
        }
    }

    private void append(List<RequestLogEntry> rows) {
        rows.forEach(row -> pendingBytes.addAndGet(-size(row)));
        try {
            storage.write(Share.HOUSE, "log", session -> {
                session.appendLog(rows);
                return rows.size();
            });
        } catch (StorageException e) {
            rows.forEach(row -> leftOut(row.connection()));
            throw e;
        }
    }

    private void leftOut(ConnectionId connection) {
        dropped.computeIfAbsent(connection, c -> new LongAdder()).increment();
    }

    private static long size(RequestLogEntry entry) {
        return entry.requestBody().map(String::length).orElse(0);
    }
}
