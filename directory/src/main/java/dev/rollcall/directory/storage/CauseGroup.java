package dev.rollcall.directory.storage;

import dev.rollcall.directory.event.EventId;
import java.time.Instant;

/**
 * Dead letters of one cause.
 *
 * @param oldest the event of the oldest of them
 * @param newest the event of the newest of them
 * @param newestAt when that one failed
 */
public record CauseGroup(String cause, long count, EventId oldest, EventId newest, Instant newestAt) {}
