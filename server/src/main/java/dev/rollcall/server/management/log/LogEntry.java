package dev.rollcall.server.management.log;

import dev.rollcall.directory.storage.AuditEntry;
import dev.rollcall.directory.storage.RequestLogEntry;
import tools.jackson.databind.node.ObjectNode;

/** An entry of one of the two logs. */
public sealed interface LogEntry {
    /** UUIDv7 text; orders both. */
    String id();

    /** In Auth0's form. */
    ObjectNode json(String tenant);

    /**
     * What an identity provider asked for.
     *
     * @param whole whether the row has all that is kept of it
     */
    record OfProvider(RequestLogEntry row, boolean whole) implements LogEntry {
        OfProvider(RequestLogEntry row) {
            this(row, true);
        }

        @Override
        public String id() {
            return row.id();
        }

        @Override
        public ObjectNode json(String tenant) {
            return whole ? LogEntryForm.of(row, tenant) : LogEntryForm.head(row, tenant);
        }
    }

    /** What was changed here, or was to be. */
    record OfClient(AuditEntry row) implements LogEntry {
        @Override
        public String id() {
            return row.id();
        }

        @Override
        public ObjectNode json(String tenant) {
            return LogEntryForm.of(row, tenant);
        }
    }
}
