package dev.rollcall.directory.storage;

import java.util.List;

/**
 * What upkeep is due, over all connections.
 *
 * <p>Guarantees: a look writes nothing, reads no table as a whole, and costs nothing to speak of when nothing is due.
 */
public interface UpkeepView {

    /** What is due but for what expires and what is left of removed streams, each chore once. */
    List<Chore> due();

    /**
     * Which of the next so many connections have rows past their time, or a log to be summed up; deleted ones included of which a record
     * is left.
     *
     * @param after the connection after which to look, in the order of ids; empty text for the first ones
     * @param limit how many connections are looked at
     */
    ExpiryPage expired(String after, int limit, Expiry expiry);
}
