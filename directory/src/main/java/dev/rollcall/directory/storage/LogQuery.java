package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.ConnectionId;
import java.util.Optional;

/**
 * Which log rows to read.
 *
 * @param afterId only rows whose id is greater, oldest first; empty for the newest rows, newest first
 * @param statusFrom lowest status, inclusive
 * @param statusTo highest status, inclusive
 */
public record LogQuery(
        ConnectionId connection,
        Optional<String> afterId,
        int statusFrom,
        int statusTo,
        Optional<String> resourceId,
        int limit) {}
