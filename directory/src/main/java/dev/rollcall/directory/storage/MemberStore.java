package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.ConnectionId;
import java.util.Collection;
import java.util.List;

/**
 * The members of groups, to read and write.
 *
 * <p>Guarantees: a member is in a generation once. Adding and removing cost what is added and removed, however large the
 * group is, and take rows in the order of their values, so that two who change one group never wait for each other in a
 * circle.
 *
 * <p>Neither moves the group's version. Whoever changes a membership that is in force calls {@link ResourceStore#touchGroup}
 * or {@link ResourceStore#update} last in the same session, which also finds out when the membership was swapped meanwhile.
 */
public interface MemberStore extends MemberView {

    /**
     * Adds those who are not there yet; of two with one value the first counts.
     *
     * @param membership the generation that the group names, or one that is {@linkplain GenerationStore#create being filled}
     * @return the values that were added
     */
    List<String> add(ConnectionId connection, String groupId, long membership, List<Member> members);

    /**
     * Removes those who are there.
     *
     * @param membership the generation that the group names
     * @return the values that were removed
     */
    List<String> remove(ConnectionId connection, String groupId, long membership, Collection<String> values);
}
