package dev.rollcall.directory.access;

import java.time.Instant;
import java.util.Optional;

/**
 * How much a connection has, and when it was last used.
 *
 * @param tokens expired ones included
 * @param lastUsedAt when one of its tokens last was, to the minute; empty for never
 */
public record ConnectionUse(long users, long groups, int tokens, Optional<Instant> lastUsedAt) {}
