package dev.rollcall.directory.storage;

import java.util.List;
import java.util.Optional;

/**
 * What a search of the log found.
 *
 * @param entries with their bodies; fewer than asked for when the search has cost what it may
 * @param next the id beyond which to go on; empty when there is no more
 */
public record LogStretch(List<RequestLogEntry> entries, Optional<String> next) {
    public LogStretch {
        entries = List.copyOf(entries);
    }
}
