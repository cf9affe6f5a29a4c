package dev.rollcall.directory.log;

/**
 * The bounds of the log's buffer.
 *
 * @param capacity rows that may wait to be written; more are left out and counted
 * @param pendingBytes characters of bodies that may wait; bodies beyond are left out and counted
 * @param batch rows a transaction
 * @param unauthenticatedPerMinute rows that requests without a valid token may leave a minute in one connection's log; more
 *     are left out and counted
 */
public record RequestLogOptions(int capacity, int pendingBytes, int batch, int unauthenticatedPerMinute) {
    /** 10,000 rows, 32 MiB, 500 a transaction, 60 a minute. */
    public static RequestLogOptions defaults() {
        return new RequestLogOptions(10_000, 32 * 1024 * 1024, 500, 60);
    }

    /** These, but with so many rows a minute for requests without a valid token. */
    public RequestLogOptions withUnauthenticatedPerMinute(int rows) {
        return new RequestLogOptions(capacity, pendingBytes, batch, rows);
    }
}
