package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.Connection;

/** A resource together with the connection that owns it, both as one statement saw them. */
public record OwnedResource(Connection connection, StoredResource resource) {}
