package dev.rollcall.directory.stream;

import dev.rollcall.directory.event.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A subscription with one destination.
 *
 * @param name unique, compared as names of connections are
 * @param subscriptions in the order in which they were given, each once; at most {@value #SUBSCRIPTIONS}
 * @param secrets what the destination needs to be let in, sealed for {@link StreamId#purpose}; empty when it needs nothing
 * @param createdAt to the millisecond, as {@code updatedAt}
 * @param revision how often it was written; given by the store, 0 for one that is not stored yet
 */
public record EventStream(
        StreamId id,
        String name,
        StreamState state,
        List<EventType> subscriptions,
        StreamSettings settings,
        Optional<String> secrets,
        Instant createdAt,
        Instant updatedAt,
        long revision) {
    /** The most subscriptions of a stream. */
    public static final int SUBSCRIPTIONS = 50;

    public EventStream {
        subscriptions = List.copyOf(subscriptions);
    }

    /** Where it delivers to. */
    public DestinationSettings destination() {
        return settings.destination();
    }

    /** What it leaves out. */
    public StreamFilter filter() {
        return settings.filter();
    }

    /** How it tries. */
    public DeliveryPolicy policy() {
        return settings.policy();
    }

    /** Whether it is one that Rollcall keeps for itself and no list shows: that of a connection's logout tokens. */
    public boolean isHidden() {
        return destination() instanceof LogoutTarget;
    }

    /** The same in another state. */
    public EventStream in(StreamState other) {
        return new EventStream(id, name, other, subscriptions, settings, secrets, createdAt, updatedAt, revision);
    }

    /** Without what is sealed. */
    @Override
    public String toString() {
        return "EventStream[" + id + " " + name + "]";
    }
}
