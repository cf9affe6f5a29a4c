package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.ConnectionId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The resources of connections, to read.
 *
 * <p>Guarantees: only live resources are seen; what is deleted is not there, while its memberships are still being taken
 * away as well. A resource is found through its own connection alone: an id of another one answers as if it named nobody.
 * A type is the name of a resource type, compared exactly.
 */
public interface ResourceView {

    /** One resource. In a {@link WriteSession} it is the row that a following update replaces. */
    Optional<StoredResource> find(ConnectionId connection, String type, String id);

    /** The same, for a change in a later transaction, see {@link ResourceStore#replace}. */
    Optional<KnownResource> findKnown(ConnectionId connection, String type, String id);

    /**
     * A stretch of a list with whole documents. It costs what the stretch costs and what is passed over, which in the order
     * of ids without a condition is little, however deep in the list the stretch lies.
     *
     * @param maxBytes how many bytes of documents; the stretch ends with the one that reaches them, so that it has at least
     *     one when there is any
     */
    ResourceStretch list(ResourceQuery query, long maxBytes);

    /**
     * The position of a resource in a query's order, for the stretch that follows it.
     *
     * @throws IllegalArgumentException when the resource is not there any more
     */
    ResourceQuery.Position position(ResourceQuery query, StoredResource last);

    /**
     * How many resources satisfy a condition, exactly; from the counters, not from rows, for {@link Condition.All} and as
     * far as that gives what is asked.
     *
     * @param limit of which so many are counted at most; the number is then this limit or more
     */
    long count(ConnectionId connection, String type, Condition condition, long limit);

    /** The names of the types of which a connection has resources, also of those that it does not declare any more. */
    List<String> types(ConnectionId connection);

    /**
     * Some entries of an index, in the order of their values.
     *
     * @param attribute as {@link IndexKeys.Entry} has it
     * @param after the value behind which they begin; empty text for the first ones
     */
    List<IndexedValue> indexed(ConnectionId connection, String type, String attribute, String after, int limit);

    /** An entry of an index: a value, and the resource that has it. */
    record IndexedValue(String value, String id) {}

    /** Which of these ids are resources of the connection, of any type, by id. */
    Map<String, Reference> references(ConnectionId connection, Collection<String> ids);

    /**
     * Deletions that are still to be finished, over all connections that are there, in the order of their keys.
     *
     * @param after the connection after which to look; empty text for the first ones
     */
    List<Tombstone> tombstones(String after, int limit);

    /**
     * Deletions of one connection that are still to be finished, in the order of their ids.
     *
     * @param from the first id of interest, itself included
     */
    List<Tombstone> tombstones(ConnectionId connection, String from, int limit);
}
