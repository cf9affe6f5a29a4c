package dev.rollcall.directory.access;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.stream.StreamId;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Ids of deliveries that no change has made: what is sent again, or by a synchronisation, stands among the others where it was asked for. */
public final class EventsAtEnd {
    private static final int NUMBERS = 1 << 22;
    private static final int DRAWS = 20;

    private EventsAtEnd() {}

    /**
     * An id behind what has happened, and before everything that will; empty when very many stand there already.
     *
     * @param used those that are about to be taken
     */
    public static Optional<EventId> free(
            ReadSession session, StreamId stream, RandomGenerator random, Set<EventId> used) {
        EventId end = session.changes().reached();
        for (int i = 0; i < DRAWS; i++) {
            EventId event = EventId.atEnd(end, random.nextInt(NUMBERS));
            if (!used.contains(event) && session.deliveries().find(stream, event).isEmpty()) {
                return Optional.of(event);
            }
        }
        return Optional.empty();
    }
}
