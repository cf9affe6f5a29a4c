package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.text.IndexText;
import java.time.Instant;
import java.util.Optional;

/**
 * The resources of connections, to read and write.
 *
 * <p>Guarantees: a unique key belongs to one live resource of a type and connection. Versions go up by one, and none is
 * given twice. The row, what lookups need of it and the counters change together. Nobody's change is written over: a row
 * that is not at the version it was read at makes the work run again, with {@link StaleVersionException}.
 *
 * <p>That the connection is there, and what a request requires of the version, is for the caller to look at, in the same
 * session.
 */
public interface ResourceStore extends ResourceView {

    /** A live resource together with its connection, for one that is to be changed; empty when either is not there. */
    Optional<OwnedResource> findOwned(ConnectionId connection, String type, String id);

    /**
     * Adds a resource.
     *
     * @param resource at version 1; when it names a generation of membership rows, that comes into force
     * @param subject what the person's {@code user_id} shall end with. It becomes the person's own unless somebody of the
     *     connection has or had it, signs in by it, or has it as an id; then the own subject is the id, as it is for whoever
     *     has none. An index must hold it whole (see {@link IndexText})
     * @throws UniqueKeyTakenException when another resource of the type has the unique key
     * @throws StaleVersionException when the generation is not there any more
     * @throws StorageException when the id is taken
     */
    Inserted insertOwned(StoredResource resource, IndexKeys keys, Optional<String> subject);

    /**
     * What else was seen when a resource was added.
     *
     * @param kept whether a deleted person who is kept had the subject, see {@link IdentityStore#revive}
     * @param connection the resource's; empty when it is not there
     */
    record Inserted(boolean kept, Optional<Connection> connection) {}

    /** The same, for whoever knows that the connection is there. @return whether somebody who is kept had the subject */
    default boolean insert(StoredResource resource, IndexKeys keys, Optional<String> subject) {
        return insertOwned(resource, keys, subject).kept();
    }

    /** Adds a resource that is no person, or one who is only known by the id. */
    default void insert(StoredResource resource, IndexKeys keys) {
        insert(resource, keys, Optional.empty());
    }

    /**
     * Replaces a row, best one that was read in this session: otherwise its keys are read once more. When it names another
     * generation of membership rows, that comes into force, and the one before becomes garbage.
     *
     * @param next its version is one more than that of the row that was read
     * @throws UniqueKeyTakenException when another resource of the type has the unique key
     * @throws StaleVersionException when the row is no longer at the version before, or the generation is not there any more
     */
    void update(StoredResource next, IndexKeys keys);

    /**
     * Replaces a row that was read in an earlier transaction, if it is still the same: as {@link #update}, with one statement for
     * the row.
     *
     * @return empty, with nothing written, when it has moved on or is gone
     * @throws UniqueKeyTakenException when another resource of the type has the unique key
     */
    Optional<Replaced> replace(KnownResource known, StoredResource next, IndexKeys keys);

    /**
     * What else was seen when a resource was replaced.
     *
     * @param connection the resource's; empty when it is not there
     */
    record Replaced(Optional<Connection> connection) {}

    /**
     * Makes what lookups need of a row what it is by now, without another version. Nothing is guarded by it.
     *
     * @param row at whatever version, as long as its document is the same
     * @return false, with nothing written, when it has another document by now, or is gone
     */
    boolean reindex(StoredResource row, IndexKeys keys);

    /**
     * Moves a group to its next version without reading or writing its document; the last statement of a membership
     * change, so that a hot group does not queue on it.
     *
     * @param membership the generation that the change was applied to
     * @param lastModified passed over when the group has a later one
     * @return the new version
     * @throws StaleVersionException when the group is gone or its membership was swapped meanwhile
     */
    long touchGroup(ConnectionId connection, String groupId, long membership, Instant lastModified);

    /**
     * Deletes a resource, and a group's memberships with it: they are unreachable at once and swept away later.
     *
     * @param tombstone whether its id stays marked, so that memberships that point at it are passed over until they are gone
     *     and the mark is {@linkplain #clear cleared}
     * @throws StaleVersionException when the row is no longer at that version
     */
    void delete(StoredResource resource, boolean tombstone);

    /** Finishes a deletion: no membership points at it any more. Nothing happens when that was done before. */
    void clear(Tombstone tombstone);
}
