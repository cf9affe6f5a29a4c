package dev.rollcall.entra.log;

import java.time.Duration;

/**
 * How much of the log is kept.
 *
 * @param fileBytes a file that is larger is put aside and a new one begun; one older file is kept, so that the log takes
 *        twice this at most
 * @param retention records older than this are dropped; Entra keeps 30 days
 */
public record LogLimits(long fileBytes, Duration retention) {
    public static final LogLimits DEFAULT = new LogLimits(64L << 20, Duration.ofDays(30));
}
