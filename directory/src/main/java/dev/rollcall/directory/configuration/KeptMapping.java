package dev.rollcall.directory.configuration;

import java.time.Instant;

/**
 * A version of a mapping without its rows, which may be large.
 *
 * @param version 1 and on within a connection
 * @param characters of its rows as JSON
 * @param createdBy the kind and the id of whoever set it, such as {@code client cli_…}
 */
public record KeptMapping(int version, int characters, Instant createdAt, String createdBy) {}
