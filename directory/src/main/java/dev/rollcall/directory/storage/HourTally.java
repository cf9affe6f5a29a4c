package dev.rollcall.directory.storage;

import java.time.Instant;

/**
 * What came of a stream's deliveries within an hour.
 *
 * @param hour its beginning
 * @param requests that were sent
 */
public record HourTally(Instant hour, long delivered, long failed, long skipped, long superseded, long requests) {}
