package dev.rollcall.directory.stream;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.SubjectKey;
import java.time.Instant;
import java.util.Optional;

/**
 * What is remembered of a subject at a target.
 *
 * @param resourceId the SCIM id here, by which members of groups are named
 * @param remoteId the SCIM id there; empty when it is not known
 * @param etag the version there, for {@code If-Match}
 * @param sent the body that was sent last, for targets that are told differences; at most {@value #LONGEST_SENT} characters
 * @param sentHash of that body: what is equal needs no request
 * @param sentTo the state that was sent last holds every event up to here
 * @param owed whether it never reached the target, so that an update has to create it
 * @param made whether it was made by us there, rather than found
 * @param updatedAt to the millisecond
 */
public record RemoteRecord(
        StreamId stream,
        SubjectKey subject,
        String resourceId,
        Optional<String> remoteId,
        Optional<String> etag,
        Optional<String> sent,
        Optional<String> sentHash,
        EventId sentTo,
        boolean owed,
        boolean made,
        Instant updatedAt) {
    /** The most characters of a body that is remembered; a longer one is not. */
    public static final int LONGEST_SENT = 65_536;

    public RemoteRecord {
        sent = sent.filter(text -> text.length() <= LONGEST_SENT);
    }

    /** The same resource, of whose state there nothing is known. */
    public RemoteRecord withoutState() {
        return new RemoteRecord(stream, subject, resourceId, remoteId, Optional.empty(), Optional.empty(),
                Optional.empty(), sentTo, owed, made, updatedAt);
    }
}
