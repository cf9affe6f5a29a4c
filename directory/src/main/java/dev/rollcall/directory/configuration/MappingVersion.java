package dev.rollcall.directory.configuration;

import dev.rollcall.directory.connection.ConnectionId;
import java.time.Instant;

/**
 * The rows of a mapping as they were set at one time. Never changed afterwards.
 *
 * @param version 1 and on within a connection, never used again
 * @param rows the rows as a JSON array; empty text for the strategy's default rows
 * @param createdBy the kind and the id of whoever set it, such as {@code client cli_…}
 */
public record MappingVersion(
        ConnectionId connectionId, int version, String rows, Instant createdAt, String createdBy) {}
