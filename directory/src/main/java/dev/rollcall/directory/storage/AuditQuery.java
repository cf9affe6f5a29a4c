package dev.rollcall.directory.storage;

import java.util.Optional;

/**
 * Which rows of the audit log to read, in the order of their ids.
 *
 * @param from only rows beyond this id
 * @param newestFirst whether the walk goes back in time
 * @param statusFrom lowest status, inclusive
 * @param statusTo highest status, inclusive
 */
public record AuditQuery(
        Optional<String> from, boolean newestFirst, int statusFrom, int statusTo, long offset, int limit) {}
