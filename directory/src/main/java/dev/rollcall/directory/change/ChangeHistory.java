package dev.rollcall.directory.change;

import java.util.List;
import java.util.Optional;

/**
 * A stretch of what happened to one resource, the newest first.
 *
 * @param changes without what shows their subject; of a change in parts the last part alone
 * @param next where to look further back; empty when the whole record was looked through
 */
public record ChangeHistory(List<ChangeRecord> changes, Optional<String> next) {
    public ChangeHistory {
        changes = List.copyOf(changes);
    }
}
