package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.ConnectionId;

/** A person's resource in one connection. */
public record PersonKey(ConnectionId connection, String id) {}
