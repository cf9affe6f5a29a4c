package dev.rollcall.directory.storage;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.StreamId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which deliveries of a stream to read.
 *
 * @param states empty for all
 * @param types empty for all
 * @param from only those that were fanned out then or later
 * @param to only those that were fanned out before
 * @param finishedBefore only those of which it was settled before what becomes of them
 * @param after only those beyond this event, in the direction of the walk
 * @param newestFirst whether the walk goes back in time
 * @param budget how many rows to look at at most
 */
public record DeliveryQuery(
        StreamId stream,
        Set<DeliveryState> states,
        Set<EventType> types,
        Optional<SubjectKey> subject,
        Optional<String> cause,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<Instant> finishedBefore,
        Optional<EventId> after,
        boolean newestFirst,
        int budget) {
    /** How many rows a walk looks at when nobody says otherwise. */
    public static final int BUDGET = 10_000;

    public DeliveryQuery {
        states = Set.copyOf(states);
        types = Set.copyOf(types);
    }

    /** Whatever was settled of them when. */
    public DeliveryQuery(StreamId stream, Set<DeliveryState> states, Set<EventType> types, Optional<SubjectKey> subject,
            Optional<String> cause, Optional<Instant> from, Optional<Instant> to, Optional<EventId> after,
            boolean newestFirst,
            int budget) {
        this(stream, states, types, subject, cause, from, to, Optional.empty(), after, newestFirst, budget);
    }

    /** All deliveries of a stream, newest first. */
    public static DeliveryQuery all(StreamId stream) {
        return new DeliveryQuery(stream, Set.of(), Set.of(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), true, BUDGET);
    }

    /** The same from beyond an event. */
    public DeliveryQuery from(EventId event) {
        return new DeliveryQuery(stream, states, types, subject, cause, from, to, finishedBefore, Optional.of(event),
                newestFirst,
                budget);
    }
}
