package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import java.util.List;
import java.util.Optional;

/** How many live resources of a type a connection has, and where in the order of their ids a place is. */
public interface CountTable {

    /** The count. */
    long total(ConnectionId connection, String type);

    /** The types of which a connection has resources, or had some. */
    List<String> types(ConnectionId connection);

    /** Counts a resource that came (1) or went (-1). */
    void add(ConnectionId connection, String type, String id, int difference);

    /**
     * Counts a person who was just added with an own subject. Where somebody else's transaction may have retired it since the
     * insertion began, unseen by that, it is taken back in the same statement: the own subject is the id then.
     */
    default void addPerson(ConnectionId connection, String type, String id) {
        add(connection, type, id, 1);
    }

    /**
     * Counts a person who was just added without an own subject, because that is not free. Two who come with it at the same time no
     * index parts: where many write at once, whoever counts second waits for the end of the first, and sees that one from then on.
     */
    default void addUnnamed(ConnectionId connection, String type, String id, String subject) {
        add(connection, type, id, 1);
    }

    /** Whether writers left something for upkeep. */
    boolean isFoldable();

    /** Folds what writers left for upkeep. @return whether there may be more to fold */
    boolean fold(int limit);

    /**
     * A bound between resources.
     *
     * @param id resources before it have smaller ids, those behind it this one or a greater one
     * @param before how many are before it
     */
    record Bound(String id, long before) {}

    /** The last bound that has at most so many resources before it. */
    Optional<Bound> lastBound(ConnectionId connection, String type, long atMost);

    /** The first bound that has at least so many resources before it. */
    Optional<Bound> firstBound(ConnectionId connection, String type, long atLeast);
}
