package dev.rollcall.server.management.log;

import java.util.List;

/**
 * Some entries.
 *
 * @param more whether there are others behind them
 */
public record LogPage(List<LogEntry> entries, boolean more) {
    /** Bytes that one takes while it is answered: the texts of a stretch, and the same once more as the answer. */
    public static final long LARGEST = 8L << 20;

    public LogPage {
        entries = List.copyOf(entries);
    }
}
