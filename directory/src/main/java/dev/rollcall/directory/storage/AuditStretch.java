package dev.rollcall.directory.storage;

import java.util.List;
import java.util.Optional;

/**
 * What a look through the audit log found.
 *
 * @param entries fewer than asked for when the look has cost what it may
 * @param next the id beyond which to go on; empty when there is no more
 */
public record AuditStretch(List<AuditEntry> entries, Optional<String> next) {
    public AuditStretch {
        entries = List.copyOf(entries);
    }
}
