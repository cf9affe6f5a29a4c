package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.ConnectionId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The members of groups, to read.
 *
 * <p>Guarantees: a group's members are those of the generation that its row names, so a list that is read in stretches, each
 * on a snapshot of its own, is never mixed of two: a generation that was replaced is kept for ten minutes for those who are
 * reading it. Values are compared and ordered by their code points. A member that is deleted is passed over at once, though
 * its rows go later; a value that names nobody is a member like any other.
 */
public interface MemberView {

    /**
     * A stretch of a group's members in the order of their values. It costs what the stretch costs, wherever in the list it
     * lies.
     *
     * @param afterValue the value of the last member of the stretch before; empty for the beginning
     * @param limit how many at most; fewer mean that the list ends here
     */
    List<ResolvedMember> of(StoredResource group, Optional<String> afterValue, int limit);

    /**
     * As {@link #of}, those included that are being deleted: whoever brings a membership to an end has to record it, though
     * no reader sees it any more.
     */
    List<ResolvedMember> all(StoredResource group, Optional<String> afterValue, int limit);

    /** Which of these values are members, in the order of values; costs what they are many. */
    List<Member> which(StoredResource group, Collection<String> values);

    /** How many members a group has; counts them. */
    long count(StoredResource group);

    /**
     * The live groups that have each of these ids as a direct member, by member, in the order of group ids.
     *
     * @param limit how many are read in all; when there are so many, some may be missing
     */
    Map<String, List<Reference>> groupsOf(ConnectionId connection, Collection<String> memberIds, int limit);

    /** The ids of at most {@code limit} live groups that have this member, in order; of a deleted member as well. */
    default List<String> groupIdsOf(ConnectionId connection, String memberId, int limit) {
        return groupIdsOf(connection, memberId, "", limit);
    }

    /** As before, of those behind a group; empty text for the first ones. */
    List<String> groupIdsOf(ConnectionId connection, String memberId, String after, int limit);
}
