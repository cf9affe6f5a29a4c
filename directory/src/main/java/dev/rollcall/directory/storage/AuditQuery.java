package dev.rollcall.directory.storage;

import java.util.Optional;

/**
 * Which rows of the audit log to read, in the order of their ids.
 *
 * @param from only rows beyond this id
 * @param newestFirst whether the walk goes back in time
 * @param statusFrom lowest status, inclusive
 * @param statusTo highest status, inclusive
 * @param offset how many of those that are found to pass over
 * @param limit how many to find at most
 * @param budget how many rows to look at at most: of the failures when no status below 400 is asked for, otherwise of all
 */
public record AuditQuery(
        Optional<String> from, boolean newestFirst, int statusFrom, int statusTo, long offset, int limit,
        int budget) {}
