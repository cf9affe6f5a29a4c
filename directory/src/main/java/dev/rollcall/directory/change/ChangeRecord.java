package dev.rollcall.directory.change;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.event.EventId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One row of the change record: what happened to one resource at one version.
 *
 * <p>The deletion of a group holds its members, as removed. What becomes of a connection itself is a record about
 * {@link Subject#CONNECTION}; when it is deleted there is none for each resource that goes with it.
 *
 * @param id UUIDv7 text of the change; the parts of one large change share it
 * @param part 0 for the only or first part; a large membership change has several, of at most 1,000 members each
 * @param last whether this is the last part; nothing of a change is given before it is committed
 * @param action {@code created}, {@code updated} or {@code deleted}
 * @param version the resource's version afterwards
 * @param plan the typed changes with old and new values, as a JSON array; {@code ChangePlanJson} reads it
 * @param mapping the version of the connection's mapping that was in force when the change was appended; given by the store, and
 *     empty for what was recorded before versions were
 * @param place the id of the first event that the record makes; given by the store, and empty for what is still to be appended
 * @param image what shows the subject at this version; given by the store
 */
public record ChangeRecord(
        ConnectionId connection,
        String id,
        int part,
        boolean last,
        Subject subject,
        String action,
        long version,
        Instant time,
        Cause cause,
        String plan,
        OptionalInt mapping,
        Optional<EventId> place,
        ChangeImage image) {
    /**
     * The member of a step of the plan that says of which resource type somebody was who left a group because of being deleted:
     * nothing else does any more.
     */
    public static final String DEPARTED_TYPE = "resource_type";

    /** One that is to be appended. */
    public ChangeRecord(
            ConnectionId connection, String id, int part, boolean last, Subject subject, String action, long version,
            Instant time, Cause cause, String plan) {
        this(connection, id, part, last, subject, action, version, time, cause, plan, OptionalInt.empty(),
                Optional.empty(), ChangeImage.NONE);
    }

    /** The subject's type. */
    public String resourceType() {
        return subject.type();
    }

    /** The subject's id. */
    public String resourceId() {
        return subject.id();
    }
}
