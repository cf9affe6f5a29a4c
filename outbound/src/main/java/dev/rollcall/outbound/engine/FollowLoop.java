package dev.rollcall.outbound.engine;

import dev.rollcall.directory.change.ChangeFeedPage;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.rendering.ChangeEvents;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Follows the change record for the enabled streams and makes rows of it; streams that stand at the same place share one read.
 * For one thread at a time.
 *
 * <p>Guarantees: a stream that is not enabled, or has no room, costs nothing and writes nothing, however much happens; its place in
 * the record is all that is kept of it. A page becomes rows in writes of a few hundred rows, apart from the writes that it tells of; the
 * place moves with the last of them, and not when another node has moved it.
 */
final class FollowLoop {
    /** Between two looks while nothing new has come. */
    static final Duration PAUSE = Duration.ofMillis(200);

    /** How many records are read at once. */
    static final int PAGE = 500;

    /** How many rows are written at once. */
    static final int ROWS = 256;

    /** For how long a node follows on without moving. */
    static final Duration LEASE = Duration.ofSeconds(20);

    private static final Duration IDLE = Duration.ofSeconds(1);

    private record Stretch(String position, int records) {}

    private final EngineParts parts;
    private final String node;
    private final Duration lease;
    private final StreamPlaces places;
    private final StreamRooms rooms;
    private final Map<StreamId, ConnectionEnd> ends = new HashMap<>();
    private final DispatchLoop dispatch;
    private final EngineSignals signals;
    private volatile Duration lag = Duration.ZERO;

    FollowLoop(EngineParts parts, String node, Duration lease, DispatchLoop dispatch, EngineSignals signals) {
        this.parts = parts;
        this.node = node;
        this.lease = lease;
        this.places = new StreamPlaces(parts);
        this.rooms = new StreamRooms(parts);
        this.dispatch = dispatch;
        this.signals = signals;
    }

    /** @return how long to rest unless something happens */
    Duration round() {
        List<EventStream> enabled = parts.streams().enabled();
        places.keep(enabled);
        rooms.keep(enabled);
        ends.keySet().removeIf(id -> enabled.stream().noneMatch(stream -> stream.id().equals(id)));
        if (enabled.isEmpty()) {
            return IDLE;
        }
        Map<Stretch, List<EventStream>> together = new LinkedHashMap<>();
        for (EventStream stream : enabled) {
            int left = isFollowedByAnother(stream.id()) ? 0 : Math.min(PAGE, rooms.left(stream));
            if (left > 0) {
                places.of(stream)
                        .ifPresent(place -> together
                                .computeIfAbsent(new Stretch(place.position(), left), _ -> new ArrayList<>())
                                .add(stream));
            }
        }
        boolean more = false;
        for (Map.Entry<Stretch, List<EventStream>> streams : together.entrySet()) {
            more |= follow(streams.getKey(), streams.getValue());
        }
        return more ? Duration.ZERO : PAUSE;
    }

    private boolean isFollowedByAnother(StreamId stream) {
        Instant now = parts.clock().instant();
        return parts.streams()
                .progress(stream)
                .filter(progress -> progress.followUntil().isAfter(now))
                .flatMap(StreamProgress::followNode)
                .filter(other -> !other.equals(node))
                .isPresent();
    }

    /** @return whether there may be more */
    private boolean follow(Stretch stretch, List<EventStream> streams) {
        ChangeFeedPage page = parts.storage().read(Share.OUTBOUND, session -> page(session, stretch));
        if (page.changes().isEmpty()) {
            lag = Duration.ZERO;
            streams.forEach(this::hold);
            return false;
        }
        Duration age = Duration.between(page.changes().getLast().time(), parts.clock().instant());
        lag = age.isNegative() ? Duration.ZERO : age;
        boolean moved = false;
        for (EventStream stream : streams) {
            moved |= fanOut(stream, page);
        }
        return moved;
    }

    /** How many deliveries lie open, as they were counted last. */
    long backlog() {
        return rooms.open();
    }

    /** How long the oldest of them has been waiting, as of the last count. */
    Duration oldest() {
        return rooms.oldest();
    }

    /** How old the newest change is that was followed, while there are more. */
    Duration lag() {
        return lag;
    }

    /** A stream that has nothing before it is waited for as long as it is there. */
    private void hold(EventStream stream) {
        StreamPlace place = places.of(stream).orElseThrow();
        if (places.isHoldDue(place, false)) {
            Instant now = parts.clock().instant();
            boolean held = parts.storage()
                    .write(Share.OUTBOUND, lane(stream), session -> places.hold(session, stream, place.position()));
            if (held) {
                places.moved(stream.id(), new StreamPlace(place.position(), place.followNo(), now));
            } else {
                places.forget(stream.id());
            }
        }
    }

    /** The end of a connection is a page by itself, because it may stand for very many rows. */
    private static ChangeFeedPage page(ReadSession session, Stretch stretch) {
        ChangeFeedPage page = session.changes().page(stretch.position, stretch.records);
        for (int i = 0; i < page.changes().size(); i++) {
            if (ConnectionEnd.is(page.changes().get(i))) {
                return i == 0 ? session.changes().page(stretch.position, 1)
                        : new ChangeFeedPage(page.changes().subList(0, i),
                                session.changes().before(page.changes().get(i).place().orElseThrow()));
            }
        }
        return page;
    }

    private boolean fanOut(EventStream stream, ChangeFeedPage page) {
        Instant now = parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        ChangeRecord first = page.changes().getFirst();
        if (ConnectionEnd.is(first) && ConnectionEnd.concerns(stream, first) && !deleteAll(stream, first, now)) {
            return false;
        }
        for (ChangeRecord change : page.changes()) {
            if (ReturnedMember.concerns(stream, change) && !owe(stream, new ReturnedMember(stream, change, now))) {
                return false;
            }
        }
        FanOut rows = StreamFanOut.of(stream, page.changes(), sentTo(stream, page), now);
        List<FanOut> pieces = rows.pieces(ROWS);
        for (FanOut piece : pieces.subList(0, pieces.size() - 1)) {
            if (!put(stream, piece, Optional.empty())) {
                return false;
            }
        }
        return put(stream, pieces.getLast(), Optional.of(page.position()));
    }

    /** @return false when there was no room for all of them; the rest follows when some are done */
    private boolean deleteAll(EventStream stream, ChangeRecord record, Instant now) {
        // Where it was when there was no room, so that it does not begin anew each time.
        ConnectionEnd end = Optional.ofNullable(ends.get(stream.id()))
                .filter(known -> known.isOf(record))
                .orElseGet(() -> new ConnectionEnd(stream, record, now));
        ends.put(stream.id(), end);
        while (true) {
            int left = Math.min(ROWS, rooms.left(stream));
            if (left == 0) {
                return false;
            }
            Optional<FanOut> more = parts.storage().read(Share.OUTBOUND, session -> end.next(session, left));
            if (more.isEmpty()) {
                ends.remove(stream.id());
                return true;
            }
            if (!more.get().isEmpty() && !put(stream, more.get(), Optional.empty())) {
                // These are not written, so that they must be gone through again.
                ends.remove(stream.id());
                return false;
            }
        }
    }

    /** @return false when there was no room, or this process does not follow the stream; all of them are gone through again then */
    private boolean owe(EventStream stream, ReturnedMember member) {
        while (rooms.left(stream) > 0) {
            Optional<FanOut> more = parts.storage().read(Share.OUTBOUND, session -> member.next(session, ROWS));
            if (more.isEmpty()) {
                return true;
            }
            if (!put(stream, more.get(), Optional.empty())) {
                return false;
            }
        }
        return false;
    }

    /**
     * Writes a piece.
     *
     * @param to where the place moves; empty when it stays
     * @return false when this process does not follow the stream any more
     */
    private boolean put(EventStream stream, FanOut piece, Optional<String> to) {
        StreamPlace from = places.of(stream).orElseThrow();
        boolean hold = to.isPresent() && places.isHoldDue(from, true);
        OptionalLong number = parts.storage()
                .write(Share.OUTBOUND, lane(stream),
                        session -> write(session, stream, piece, from, to.orElse(from.position()), hold));
        if (number.isEmpty()) {
            places.forget(stream.id());
            return false;
        }
        rooms.added(stream.id(), piece.deliveries().size());
        places.moved(stream.id(), new StreamPlace(to.orElse(from.position()), number,
                hold ? parts.clock().instant() : from.heldAt()));
        if (!piece.heads().isEmpty()) {
            dispatch.due(stream.id());
            signals.dispatch();
        }
        return true;
    }

    /** @return the number that it follows with; empty when it does not follow */
    private OptionalLong write(
            WriteSession session, EventStream stream, FanOut piece, StreamPlace from, String to, boolean hold) {
        OptionalLong number = from.followNo().isPresent() ? from.followNo()
                : session.streams()
                        .takeFollow(stream.id(), node, lease)
                        .map(OptionalLong::of)
                        .orElse(OptionalLong.empty());
        if (number.isEmpty()
                || !session.streams().follow(stream.id(), number.getAsLong(), from.position(), to, lease)) {
            return OptionalLong.empty();
        }
        if (!piece.deltas().isEmpty()) {
            session.remotes().addDeltas(stream.id(), piece.deltas());
        }
        if (!piece.deliveries().isEmpty() || !piece.heads().isEmpty() || !piece.skips().isEmpty()) {
            session.deliveries().fanOut(stream.id(), piece.deliveries(), piece.heads(), piece.skips());
        }
        return !hold || places.hold(session, stream, to) ? number : OptionalLong.empty();
    }

    private Map<SubjectKey, EventId> sentTo(EventStream stream, ChangeFeedPage page) {
        if (!StreamFanOut.sendsStates(stream)) {
            return Map.of();
        }
        Set<SubjectKey> users = page.changes()
                .stream()
                .filter(change -> change.resourceType().equals("User"))
                .map(ChangeEvents::subject)
                .collect(Collectors.toSet());
        return users.isEmpty() ? Map.of()
                : parts.storage().read(Share.OUTBOUND, session -> session.remotes().sentTo(stream.id(), users));
    }

    private static String lane(EventStream stream) {
        return "follow " + stream.id();
    }
}
