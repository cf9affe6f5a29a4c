package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.ConnectionId;

/** A deleted resource whose memberships are still being taken away. */
public record Tombstone(ConnectionId connection, String type, String id) {}
