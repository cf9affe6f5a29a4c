package dev.rollcall.directory.log;

/**
 * The bounds of the log's buffer.
 *
 * @param capacity rows that may wait to be written; more are left out and counted
 * @param pendingBytes characters of bodies that may wait; bodies beyond are left out and counted
 * @param batch rows a transaction
 */
public record RequestLogOptions(int capacity, int pendingBytes, int batch) {
    /** 10,000 rows, 32 MiB, 500 a transaction. */
    public static RequestLogOptions defaults() {
        return new RequestLogOptions(10_000, 32 * 1024 * 1024, 500);
    }
}
