package dev.rollcall.directory.stream;

import java.time.Instant;
import java.util.Optional;

/**
 * What a stream still has before it.
 *
 * @param open deliveries that are on their way
 * @param oldestAt when the oldest of them was fanned out
 * @param failed dead letters
 * @param behind how many changes wait that are not fanned out yet; counted up to a bound
 * @param behindIsMore whether there are more than that
 */
public record StreamBacklog(long open, Optional<Instant> oldestAt, long failed, long behind, boolean behindIsMore) {}
