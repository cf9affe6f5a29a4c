package dev.rollcall.store.table;

import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.store.jdbc.Database;
import java.time.Instant;

/**
 * What is done to the event streams of a store that was restored: what its targets have may be newer than what it knows. Each
 * stream waits until a sync has compared them; what was under way then is in doubt.
 */
public final class StreamEpoch {
    private static final String REASON = "The store was restored, and the target may have what the store no longer knows."
            + " Run a sync of this stream; it goes on by itself after it.";

    private StreamEpoch() {}

    /** Begins one, in the transaction that is under way. */
    public static void begin(Database database, Instant now) {
        database.update("DELETE FROM change_reader");
        database.update("UPDATE event_stream SET state = ?, reason = ?, state_since = ?, revision = revision + 1"
                + " WHERE state <> ?", StreamState.Kind.NEEDS_SYNC.keyword(), REASON, now,
                StreamState.Kind.DISABLED.keyword());
        database.update("UPDATE stream_progress SET follow_node = NULL, follow_until = 0, follow_no = follow_no + 1");
        database.update("UPDATE delivery_head SET due_at = 0, node = NULL, lease_no = lease_no + 1, doubt = 1");
        database.update("UPDATE remote SET sent_to = '', sent_hash = NULL, etag = NULL");
    }
}
