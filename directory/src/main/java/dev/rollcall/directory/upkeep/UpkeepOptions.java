package dev.rollcall.directory.upkeep;

import java.time.Duration;

/**
 * For how long what is only kept for a while is kept.
 *
 * @param logRetention log rows
 * @param changeRetention the change record; never past a live reader
 */
public record UpkeepOptions(Duration logRetention, Duration changeRetention) {
    /** 30 days of log, 7 days of changes. */
    public static UpkeepOptions defaults() {
        return new UpkeepOptions(Duration.ofDays(30), Duration.ofDays(7));
    }
}
