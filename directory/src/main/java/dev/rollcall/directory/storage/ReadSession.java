package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.ConnectionId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads on one snapshot. Only live resources are seen: what is deleted, or being deleted, is not there. */
public interface ReadSession {

    /** The connections. */
    ConnectionView connections();

    /** The tokens of connections. */
    TokenView tokens();

    /** The change record. */
    ChangeView changes();

    /** Those who follow the change record. */
    ChangeReaderView changeReaders();

    /** What upkeep is due. */
    UpkeepView upkeep();

    /** The request log. */
    LogView log();

    /** One resource by its key; on a write session it is the row that a following update replaces. */
    Optional<StoredResource> resource(ConnectionId connection, String type, String id);

    /**
     * A stretch of a list with whole documents.
     *
     * @param maxBytes how many bytes of documents; the stretch ends with the one that reaches them, so that it has at least
     *     one when there is any
     */
    ResourceStretch resources(ResourceQuery query, long maxBytes);

    /** The position of a resource in a query's order, for the stretch that follows it. */
    ResourceQuery.Position position(ResourceQuery query, StoredResource last);

    /**
     * How many resources satisfy the condition; from the counters, not from rows, for {@link Condition.All} and as far as
     * that gives what is asked.
     *
     * @param limit of which so many are counted at most; the number is then this limit or more
     */
    long count(ConnectionId connection, String type, Condition condition, long limit);

    /** Which of these ids are live resources of the connection (any type), by id. */
    Map<String, Reference> references(ConnectionId connection, Collection<String> ids);

    /**
     * The live groups that have each of these ids as a direct member, by member, in the order of group ids.
     *
     * @param limit how many are read in all; when there are so many, some may be missing
     */
    Map<String, List<Reference>> groupsOf(ConnectionId connection, Collection<String> memberIds, int limit);

    /** The ids of at most {@code limit} live groups that have this member, in order. */
    List<String> groupIdsOf(ConnectionId connection, String memberId, int limit);

    /**
     * A stretch of a group's members in the order of their values; passes over members that are being deleted. It costs
     * what the stretch costs, wherever in the list it lies.
     *
     * @param afterValue the value of the last member of the stretch before; empty for the beginning
     * @param limit how many at most; fewer mean that the list ends here
     */
    List<ResolvedMember> members(StoredResource group, Optional<String> afterValue, int limit);

    /** Which of these values are members. */
    List<Member> members(StoredResource group, Collection<String> values);

    /** How many members a group has. */
    long memberCount(StoredResource group);

    /** Deletions that are still to be finished, over all connections: tombstones with memberships left. */
    List<Tombstone> tombstones(int limit);
}
