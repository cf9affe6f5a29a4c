package dev.rollcall.directory.storage;

import java.util.List;
import java.util.Optional;

/** The audit log of the management API, to read. */
public interface AuditView {

    /** At most so many rows, newest first, of ids before that one; all of them when it is empty text. */
    List<AuditEntry> before(String id, int limit);

    /**
     * The rows that a query asks for. One look costs at most {@link AuditQuery#budget} rows and a few megabytes; what it did not
     * get to is beyond {@link AuditStretch#next}.
     */
    AuditStretch search(AuditQuery query);

    /** One row. */
    Optional<AuditEntry> find(String id);
}
