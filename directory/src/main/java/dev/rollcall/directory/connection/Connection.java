package dev.rollcall.directory.connection;

import java.time.Instant;

/**
 * One customer's identity provider: the unit of isolation, and the owner of one SCIM endpoint and all that came through
 * it.
 *
 * @param id made once
 * @param name unique among all connections without regard to case, does not change; wherever a command takes a connection, either serves
 * @param strict whether requests are read by the letter of the RFC, without any tolerance
 * @param createdAt to the millisecond
 */
public record Connection(ConnectionId id, String name, Strategy strategy, boolean strict, Instant createdAt) {}
