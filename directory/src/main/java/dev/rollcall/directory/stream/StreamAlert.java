package dev.rollcall.directory.stream;

import java.time.Instant;
import java.util.Optional;

/**
 * Something about a stream that its administrator must know. There is one of each cause at most; it is told once, and once more
 * when it is over.
 *
 * @param cause such as {@code paused}
 * @param since to the millisecond, as the others
 * @param toldAt empty while nobody has told it
 * @param endedAt empty while it lasts
 */
public record StreamAlert(
        StreamId stream, String cause, Instant since, Optional<Instant> toldAt, Optional<Instant> endedAt,
        String sentence) {}
