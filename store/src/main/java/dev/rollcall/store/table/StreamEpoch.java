package dev.rollcall.store.table;

import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.store.jdbc.Database;
import java.time.Instant;

/**
 * What is done to the event streams of a store that was restored: what its targets have may be newer than what it knows.
 *
 * <p>A SCIM application waits until a sync has compared it; a webhook, which cannot be compared, until somebody has resumed it;
 * logout tokens go on, because nobody could resume them and one too many harms nobody. What was under way then is in doubt.
 */
public final class StreamEpoch {
    private static final String SCIM = "The store was restored, and the target may have what the store no longer knows."
            + " Run a sync of this stream; it goes on by itself after it.";
    private static final String WEBHOOK = "The store was restored, and the receiver may have been told of what the store no"
            + " longer knows. Let the receiver read users and groups anew, then resume the stream.";

    private StreamEpoch() {}

    /** Begins one, in the transaction that is under way. */
    public static void begin(Database database, Instant now) {
        database.update("DELETE FROM change_reader");
        database.update("UPDATE event_stream SET state = ?, reason = CASE WHEN kind = 'webhook' THEN ? ELSE ? END,"
                + " state_since = ?, revision = revision + 1 WHERE state <> ? AND connection_id = ''",
                StreamState.Kind.NEEDS_SYNC.keyword(), WEBHOOK, SCIM, now, StreamState.Kind.DISABLED.keyword());
        database.update("UPDATE event_stream SET state = ?, reason = NULL, state_since = ?, revision = revision + 1"
                + " WHERE connection_id <> '' AND state <> ?", StreamState.Kind.ENABLED.keyword(), now,
                StreamState.Kind.ENABLED.keyword());
        database.update("UPDATE stream_progress SET follow_node = NULL, follow_until = 0, follow_no = follow_no + 1");
        database.update("UPDATE delivery_head SET due_at = 0, node = NULL, lease_no = lease_no + 1, doubt = 1");
        database.update("UPDATE remote SET sent_to = '', sent_hash = NULL, etag = NULL");
    }
}
