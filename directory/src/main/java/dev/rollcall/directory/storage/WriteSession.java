package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.ConnectionId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Reads and writes of one transaction. */
public interface WriteSession extends ReadSession {

    @Override
    ConnectionStore connections();

    @Override
    TokenStore tokens();

    @Override
    ChangeStore changes();

    @Override
    ChangeReaderStore changeReaders();

    @Override
    UpkeepStore upkeep();

    @Override
    LogStore log();

    /** @throws UniqueKeyTakenException when another live resource of the type has the unique key */
    void insertResource(StoredResource resource, IndexKeys keys);

    /**
     * Replaces a row that was read in this session. When it names another generation of membership rows, the one before
     * becomes garbage.
     *
     * @param next its version is one more than that of the row that was read
     * @throws UniqueKeyTakenException when another live resource of the type has the unique key
     * @throws StaleVersionException when the row is no longer at the version before; the work runs again
     */
    void updateResource(StoredResource next, IndexKeys keys);

    /**
     * Moves a group to its next version without reading or writing its document; the last statement of a membership
     * change, so that a hot group does not queue on it.
     *
     * @param membership the generation that the change was applied to
     * @return the new version
     * @throws StaleVersionException when the group is gone or its membership was swapped meanwhile
     */
    long touchGroup(ConnectionId connection, String groupId, long membership, Instant lastModified);

    /**
     * Deletes a resource. Its own member rows (a group's) are unreachable at once and swept later. With
     * {@code tombstone} its id stays marked, so that memberships that point at it are passed over until they are gone
     * and {@link #clearTombstone} is called.
     *
     * @throws StaleVersionException when the row is no longer at that version
     */
    void deleteResource(StoredResource resource, boolean tombstone);

    void clearTombstone(Tombstone tombstone);

    /** Adds those who are not there yet, in the order of their values. @return the values that were added */
    List<String> addMembers(ConnectionId connection, String groupId, long membership, List<Member> members);

    /** Removes those who are there, in the order of their values. @return the values that were removed */
    List<String> removeMembers(ConnectionId connection, String groupId, long membership, Collection<String> values);

    /** A number for {@link #addMembers} that no group uses yet: rows under it are invisible until a group names it. */
    long newMembership(ConnectionId connection, String groupId);

    /**
     * Gives up a generation of membership rows that no group names, to be swept in chunks; nothing happens to one that a
     * group names. The generation that a group named before is given up by {@link #updateResource} itself.
     *
     * @return whether it was given up; false when a group names it, or it is swept already
     */
    boolean discardMembership(ConnectionId connection, String groupId, long membership);
}
