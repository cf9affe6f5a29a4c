package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.ConnectionId;

/**
 * The newest request of a connection that has failed.
 *
 * @param id of its row in the log
 */
public record LastFailure(ConnectionId connection, String id, int status) {}
