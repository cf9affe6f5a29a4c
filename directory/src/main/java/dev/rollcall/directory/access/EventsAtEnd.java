package dev.rollcall.directory.access;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.stream.StreamId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Ids of deliveries that no change has made: what is sent again, or by a synchronisation, stands among the others where it was asked for. */
public final class EventsAtEnd {
    private static final int NUMBERS = 1 << 22;
    private static final int DRAWS = 20;

    private EventsAtEnd() {}

    /**
     * Ids behind what has happened, and before everything that will; fewer than are wanted when very many stand there already.
     *
     * @param count how many are wanted
     */
    public static List<EventId> free(ReadSession session, StreamId stream, RandomGenerator random, int count) {
        EventId end = session.changes().reached();
        Set<EventId> free = new LinkedHashSet<>();
        for (int draws = 0; free.size() < count && draws < DRAWS * count; draws++) {
            EventId event = EventId.atEnd(end, random.nextInt(NUMBERS));
            if (session.deliveries().find(stream, event).isEmpty()) {
                free.add(event);
            }
        }
        return List.copyOf(free);
    }
}
