package dev.rollcall.outbound.engine;

import dev.rollcall.directory.access.LostPlace;
import dev.rollcall.directory.change.ChangeReader;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamProgress;
import dev.rollcall.directory.stream.StreamState.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The places of the streams in the change record, and their readers, which keep the record from being dropped before them. For one thread at
 * a time.
 *
 * <p>Guarantees: a place is written when it moves; a reader at most every {@link #HOLD_EVERY} and only when its place has moved, or when a
 * tenth of its time is over and the stream has nothing before it. A stream whose reader is gone goes on at its place where nothing is
 * lost by that, see {@link LostPlace}; else it needs a synchronisation, and is put into that state instead of passing over what is gone.
 */
final class StreamPlaces {
    /** How often a reader is moved at most. */
    static final Duration HOLD_EVERY = Duration.ofSeconds(5);

    private static final int TENTH = 10;

    private final EngineParts parts;
    private final Map<StreamId, StreamPlace> places = new HashMap<>();

    StreamPlaces(EngineParts parts) {
        this.parts = parts;
    }

    /** Forgets all other streams. */
    void keep(List<EventStream> streams) {
        Set<StreamId> ids = new HashSet<>();
        streams.forEach(stream -> ids.add(stream.id()));
        places.keySet().retainAll(ids);
    }

    /** Where a stream stands; empty when it is gone, or needs a synchronisation. */
    Optional<StreamPlace> of(EventStream stream) {
        StreamPlace known = places.get(stream.id());
        if (known != null) {
            return Optional.of(known);
        }
        Optional<StreamPlace> read = read(stream.id()).or(() -> {
            boolean goesOn = parts.storage()
                    .write(Share.OUTBOUND, "follow " + stream.id(), session -> goesOn(session, stream));
            parts.streams().changed();
            return goesOn ? read(stream.id()) : Optional.empty();
        });
        read.ifPresent(place -> places.put(stream.id(), place));
        return read;
    }

    private Optional<StreamPlace> read(StreamId stream) {
        return parts.storage().read(Share.OUTBOUND, session -> read(session, stream));
    }

    /** Whether a stream whose reader is gone goes on at its place; else it has lost it. */
    private boolean goesOn(WriteSession session, EventStream stream) {
        if (LostPlace.regain(session, stream, until())) {
            return true;
        }
        session.streams().state(stream.id(), LostPlace.state(stream, now()), Set.of(Kind.ENABLED));
        return false;
    }

    private Instant until() {
        return parts.clock().instant().plus(parts.settings().hold()).truncatedTo(ChronoUnit.MILLIS);
    }

    private Instant now() {
        return parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private Optional<StreamPlace> read(ReadSession session, StreamId stream) {
        Optional<ChangeReader> reader = session.changeReaders()
                .of(Optional.empty())
                .stream()
                .filter(one -> one.name().equals(stream.readerName()))
                .findFirst();
        return reader.flatMap(one -> session.streams()
                .progress(stream)
                .map(StreamProgress::position)
                .map(position -> new StreamPlace(position, OptionalLong.empty(),
                        one.leaseUntil().minus(parts.settings().hold()))));
    }

    /** What this process knows of a stream's place is not to be gone by any more. */
    void forget(StreamId stream) {
        places.remove(stream);
        parts.streams().changed();
    }

    void moved(StreamId stream, StreamPlace place) {
        places.put(stream, place);
    }

    /** Whether the reader is to be renewed now. @param moved whether the place moves */
    boolean isHoldDue(StreamPlace place, boolean moved) {
        Duration wait = moved ? HOLD_EVERY : parts.settings().hold().dividedBy(TENTH);
        return !place.heldAt().plus(wait).isAfter(parts.clock().instant());
    }

    /**
     * Renews the reader within a write.
     *
     * @return false when it was gone and the stream has lost its place; it needs a synchronisation then
     */
    boolean hold(WriteSession session, EventStream stream, String position) {
        // What is sent as it was needs its record until it is sent.
        String place = StreamFanOut.sendsStates(stream)
                ? position
                : session.deliveries()
                        .oldestOpen(stream.id())
                        .map(StreamDelivery::event)
                        .filter(event -> !event.isBeside())
                        .map(event -> session.changes().before(event))
                        .orElse(position);
        return session.changeReaders()
                .move(new ChangeReader(Optional.empty(), stream.id().readerName(), place, until()))
                || goesOn(session, stream);
    }
}
