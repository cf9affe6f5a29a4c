package dev.rollcall.directory.stream;

import dev.rollcall.directory.event.EventId;
import java.time.Instant;

/**
 * Events in a row that one filter passed over.
 *
 * @param count how many
 * @param at when the last of them was looked at, to the millisecond
 */
public record SkipRun(EventId first, EventId last, SkipReason reason, long count, Instant at) {}
