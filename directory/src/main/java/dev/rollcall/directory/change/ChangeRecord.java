package dev.rollcall.directory.change;

import dev.rollcall.directory.connection.ConnectionId;
import java.time.Instant;

/**
 * One row of the change record: what happened to one resource at one version.
 *
 * @param id UUIDv7 text of the change; the parts of one large change share it
 * @param part 0 for the only or first part; a large membership change has several, of at most 1,000 members each
 * @param last whether this is the last part; readers wait for it
 * @param action {@code created}, {@code updated} or {@code deleted}
 * @param version the resource's version afterwards
 * @param plan the typed changes with old and new values, as a JSON array
 */
public record ChangeRecord(
        ConnectionId connection,
        String id,
        int part,
        boolean last,
        String resourceType,
        String resourceId,
        String action,
        long version,
        Instant time,
        String plan) {}
