package dev.rollcall.directory.log;

import dev.rollcall.setting.Setting;
import dev.rollcall.setting.SettingList;
import dev.rollcall.setting.SettingValues;

/**
 * The bounds of the log's buffer.
 *
 * @param capacity rows that may wait to be written, and of one connection as many as there is still room for; more are
 *     left out and counted
 * @param pendingBytes what they may take in memory, shared in the same way; bodies, and then rows, beyond are left out and
 *     counted
 * @param batch rows a transaction
 * @param unauthenticatedPerMinute rows that requests without a valid token may leave a minute in one connection's log; more
 *     are left out and counted
 */
public record RequestLogOptions(int capacity, int pendingBytes, int batch, int unauthenticatedPerMinute) {
    public static final SettingList SETTINGS = new SettingList();

    static final Setting<Integer> UNAUTHENTICATED = SETTINGS.number("log.unauthenticated", 60, 1, 1_000_000,
            "How many requests without a valid token are logged a minute for each connection; more are counted.");

    /** 20,000 rows, 32 MiB, 500 a transaction, and what the settings say. */
    public static RequestLogOptions of(SettingValues values) {
        return new RequestLogOptions(20_000, 32 * 1024 * 1024, 500, values.get(UNAUTHENTICATED));
    }

    /** Those that hold when nothing is set. */
    public static RequestLogOptions defaults() {
        return of(SettingValues.defaults());
    }

    /** These, but with so many rows a minute for requests without a valid token. */
    public RequestLogOptions withUnauthenticatedPerMinute(int rows) {
        return new RequestLogOptions(capacity, pendingBytes, batch, rows);
    }
}
