package dev.rollcall.directory.change;

import java.util.Optional;

/**
 * Where a change comes from.
 *
 * @param requestId the id of the log row of the request that caused it; empty when none did
 */
public record Cause(Actor actor, Optional<String> requestId) {}
