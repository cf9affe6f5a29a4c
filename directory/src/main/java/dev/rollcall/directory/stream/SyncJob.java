package dev.rollcall.directory.stream;

import java.time.Instant;
import java.util.Optional;

/**
 * A comparison of a target with the source, or the mending of what differs. It is durable: whoever finds it goes on where the
 * last piece ended. A stream has one at most; the last one stays when it is finished.
 *
 * @param mode {@code dry-run}, {@code apply} or {@code verify}
 * @param phase in which it is
 * @param position up to where the phase has come; empty text for its beginning
 * @param source what is compared: empty text for Rollcall's people, else the name of a file
 * @param report what has come of it so far, a JSON object
 * @param startedAt to the millisecond, as the others
 * @param finishedAt empty while there is something to do
 * @param revision how often it was written; given by the store
 */
public record SyncJob(
        StreamId stream,
        String mode,
        String phase,
        String position,
        String source,
        String report,
        Instant startedAt,
        Instant updatedAt,
        Optional<Instant> finishedAt,
        long revision) {}
