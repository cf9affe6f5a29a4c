package dev.rollcall.directory.rendering;

import dev.rollcall.directory.change.ChangeFeedPage;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The events of the change record: one by its id, or all from a place on. An event is the same each time it is read, as
 * {@link EventRenderer} says. Safe for use by many threads.
 */
public final class EventSource {
    private final Storage storage;
    private final EventRenderer renderer;

    public EventSource(Storage storage, EventRenderer renderer) {
        this.storage = storage;
        this.renderer = renderer;
    }

    /**
     * A stretch of events.
     *
     * @param events rendered one by one as they are taken, in order; each once, by one thread
     * @param records how many were looked at
     * @param passed the last event of the last record that was looked at, whether or not it was asked for; empty when there was none
     * @param position what to pass to read on
     */
    public record Stretch(
            Stream<RenderedEvent> events, int records, Optional<EventId> passed, String position) {}

    /**
     * What there is of an event.
     *
     * @param kept whether its record is there, and what is needed to show it
     * @param event empty when it is not, and for an update of which nothing is different
     */
    public record Look(boolean kept, Optional<RenderedEvent> event) {}

    /**
     * An event by its id.
     *
     * @param share whose share of the store it counts for
     */
    public Look look(Share share, EventId id) {
        Optional<EventRenderer.Prepared> prepared = storage.read(share, session -> session.changes()
                .at(List.of(id))
                .stream()
                .flatMap(change -> prepare(session, change, Set.of()))
                .filter(each -> each.event().id().equals(id))
                .findFirst());
        return new Look(prepared.isPresent(), prepared.flatMap(each -> each.render().get()));
    }

    /** An event by its id; empty when there is nothing to show of it. */
    public Optional<RenderedEvent> find(Share share, EventId id) {
        return look(share, id).event();
    }

    /**
     * The events behind a position.
     *
     * @param position as {@link Stretch#position}, {@link #behind} and {@link #since} give it
     * @param types that are asked for; empty for all
     * @param records that are looked at, at most; fewer when they are large
     */
    public Stretch after(Share share, String position, Set<EventType> types, int records) {
        return storage.read(share, session -> {
            ChangeFeedPage page = session.changes().pageWithImages(position, records);
            List<EventRenderer.Prepared> prepared = new ArrayList<>();
            page.changes().forEach(change -> prepare(session, change, types).forEach(prepared::add));
            Optional<EventId> passed = page.changes().isEmpty()
                    ? Optional.empty()
                    : page.changes().getLast().place().map(place -> place.plus(EventId.EVENTS_A_PART - 1));
            return new Stretch(prepared.stream().flatMap(each -> each.render().get().stream()),
                    page.changes().size(), passed, page.position());
        });
    }

    private Stream<EventRenderer.Prepared> prepare(ReadSession session, ChangeRecord change, Set<EventType> types) {
        return renderer.prepare(session, change, EventRenderer.wanted(change, types)).stream();
    }

    /** Where an event stands in what there is. */
    public enum Place {
        /** What follows it is there. */
        THERE,
        /** Some of what follows it is gone. */
        EXPIRED,
        /** It is none of this database. */
        UNKNOWN
    }

    /** Where an event stands, for whoever wants to go on behind it. */
    public Place place(Share share, EventId id) {
        return storage.read(share, session -> {
            if (id.isBeside() || id.compareTo(session.changes().reached().endOfChange()) > 0) {
                return Place.UNKNOWN;
            }
            return session.changes().droppedTo().filter(gone -> id.compareTo(gone) < 0).isPresent()
                    ? Place.EXPIRED
                    : Place.THERE;
        });
    }

    /** The position whose record is the one of that event; what follows begins with that record once more. */
    public String before(Share share, EventId id) {
        return storage.read(share, session -> session.changes().before(id));
    }

    /** The position from which on everything is there that happened at that time or later, and a little from before. */
    public String since(Share share, Instant time) {
        return storage.read(share, session -> session.changes().since(time));
    }

    /** The position of whoever wants only what is to come. */
    public String end(Share share) {
        return storage.read(share, session -> session.changes().end());
    }
}
