package dev.rollcall.directory.access;

import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.DeliveryQuery;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.StreamId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which dead letters are meant; what is empty narrows nothing.
 *
 * @param types of events
 * @param subject whom they are about
 * @param cause of which group they are
 * @param from only those that were fanned out then or later
 * @param to only those that were fanned out before
 * @param failedBefore only those that had failed for good by then
 */
public record DeliveryFilter(
        Set<EventType> types, Optional<SubjectKey> subject, Optional<String> cause, Optional<Instant> from,
        Optional<Instant> to, Optional<Instant> failedBefore) {
    /** All of them. */
    public static final DeliveryFilter ALL = new DeliveryFilter(
            Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public DeliveryFilter {
        types = Set.copyOf(types);
    }

    /** Whenever they failed. */
    public DeliveryFilter(Set<EventType> types, Optional<SubjectKey> subject, Optional<String> cause,
            Optional<Instant> from,
            Optional<Instant> to) {
        this(types, subject, cause, from, to, Optional.empty());
    }

    DeliveryQuery query(StreamId stream) {
        return new DeliveryQuery(stream, Set.of(DeliveryState.FAILED), types, subject, cause, from, to,
                failedBefore, Optional.empty(), false, DeliveryQuery.BUDGET);
    }
}
