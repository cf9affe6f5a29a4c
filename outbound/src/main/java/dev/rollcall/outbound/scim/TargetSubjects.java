package dev.rollcall.outbound.scim;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.stream.MemberDelta;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.TargetQuirk;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one stream's driver reads of the directory, and the little that it writes. Each method is one snapshot; safe for use by many
 * threads.
 */
public interface TargetSubjects {

    /** A person as of now. */
    UserNow user(SubjectKey subject);

    /**
     * A group as of now.
     *
     * @param deltas how many members to be gained or lost are read at most, of those that do not wait for their member
     */
    GroupNow group(SubjectKey subject, int deltas);

    /**
     * What can be said of a person or a group that is gone: as the event shows them that told of it, else by the id alone. Empty when
     * nobody can say any more, because the connection is gone, and its record as well.
     *
     * @param event that was last to tell of them
     */
    Optional<ObjectNode> last(SubjectKey subject, EventId event);

    /** The remote ids of those resources that have one, by their SCIM id here. */
    Map<String, String> remoteIds(Collection<String> resourceIds);

    /**
     * The remote ids that some members of a group had who have none any more, by their SCIM id here: by these they are taken out of a
     * group at a target that may have them in it still. One that another member of the group has now is left out.
     *
     * @param deletedToo whether those whose account is nobody's now are wanted as well, rather than only those whose account is
     *     somebody else's
     */
    Map<String, String> formerIds(SubjectKey group, Collection<String> memberIds, boolean deletedToo);

    /** The SCIM ids of a group's users, at most so many. */
    List<String> members(SubjectKey group, int limit);

    /** Whether a resource of the target is remembered as that of another one of the same kind, who is to be there. */
    boolean isAnothers(SubjectKey subject, String remoteId);

    /** Whether it is remembered as that of others of the same kind alone, who are gone here and not taken away there yet. */
    boolean isOfGone(SubjectKey subject, String remoteId);

    /**
     * Remembers a resource that was found as its subject's and nobody else's, before anything is sent to it.
     *
     * @param shown whether the target itself says whose it is, by the externalId
     */
    Claim claim(RemoteRecord found, boolean shown);

    /** Whose a resource is that was found. */
    enum Claim {
        /** Its subject's, as far as anybody knows. */
        OURS,
        /** Its subject's from now on. A run of the one who had it may still be under way. */
        TAKEN_OVER,
        /** It is remembered as that of another one who is to be there. */
        ANOTHERS
    }

    /** What was learned of the target before. */
    List<TargetQuirk> quirks();

    /** Remembers what was learned of it. */
    void learn(TargetQuirk quirk);

    /** Forgets what was learned under that name. */
    void unlearn(String quirk);

    /**
     * A person.
     *
     * @param shown what is to be at the target; empty when nothing is
     * @param to the newest event that this is the state after
     */
    record UserNow(Optional<Shown> shown, Optional<RemoteRecord> remote, EventId to) {}

    /**
     * A group.
     *
     * @param more whether there are more deltas than these
     */
    record GroupNow(
            String id, Optional<Shown> shown, Optional<RemoteRecord> remote, List<MemberDelta> deltas, boolean more,
            EventId to) {
        public GroupNow {
            deltas = List.copyOf(deltas);
        }
    }

    /**
     * What is to be sent of somebody.
     *
     * @param resourceId the SCIM id here
     * @param profile as the product sees it
     * @param scim as the identity provider sent it
     */
    record Shown(String resourceId, ObjectNode profile, ObjectNode scim) {}
}
