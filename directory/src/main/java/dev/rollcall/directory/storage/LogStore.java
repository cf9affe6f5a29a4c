package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.ConnectionId;
import java.util.List;

/**
 * The request log, to read and write.
 *
 * <p>Guarantees: a row and what its request changed are durable together when one session writes both. Appending a row
 * twice leaves one.
 */
public interface LogStore extends LogView {

    /**
     * Appends rows as they are: what is secret was taken out before. A row whose id is there completes the one that is:
     * its status, its duration and whatever else it has are in force; what it lacks stays.
     */
    void append(List<RequestLogEntry> entries);

    /** Adds the bodies of rows that are there as they shall be; of one that is not there any more, nothing is kept. */
    void addBodies(List<RequestLogEntry> entries);

    /**
     * Sums up rows of a connection that are old enough, so that those about one resource are found among them: a few thousand at most.
     * Where it is not done, they are found all the same, by looking through all.
     *
     * @return whether there may be more to do at once
     */
    boolean makeBlocks(ConnectionId connection);

    /** Adds to the count of rows that were left out. */
    void addDropped(ConnectionId connection, long count);
}
