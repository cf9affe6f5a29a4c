package dev.rollcall.outbound.engine;

import dev.rollcall.directory.change.ChangeFeedPage;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.rendering.ChangeEvents;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        if (enabled.isEmpty()) {
            return IDLE;
        }
        Map<Stretch, List<EventStream>> together = new LinkedHashMap<>();
        for (EventStream stream : enabled) {
            int left = isFollowedByAnother(stream.id()) ? 0 : Math.min(PAGE, rooms.left(stream.id()));
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
        ChangeFeedPage page = parts.storage()
                .read(Share.OUTBOUND, session -> session.changes().page(stretch.position, stretch.records));
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

    private boolean fanOut(EventStream stream, ChangeFeedPage page) {
        StreamPlace from = places.of(stream).orElseThrow();
        Instant now = parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        FanOut rows = StreamFanOut.of(stream, page.changes(), sentTo(stream, page), now);
        List<FanOut> pieces = rows.pieces(ROWS);
        OptionalLong followNo = from.followNo();
        for (int i = 0; i < pieces.size(); i++) {
            boolean last = i == pieces.size() - 1;
            boolean hold = last && places.isHoldDue(from, true);
            String to = last ? page.position() : from.position();
            OptionalLong known = followNo;
            FanOut piece = pieces.get(i);
            OptionalLong number = parts.storage()
                    .write(Share.OUTBOUND, lane(stream),
                            session -> write(session, stream, piece, known, from.position(), to, hold));
            if (number.isEmpty()) {
                places.forget(stream.id());
                return false;
            }
            followNo = number;
            rooms.added(stream.id(), piece.deliveries().size());
            if (last) {
                places.moved(stream.id(), new StreamPlace(to, followNo, hold ? now : from.heldAt()));
            }
        }
        if (!rows.heads().isEmpty()) {
            dispatch.due(stream.id());
            signals.dispatch();
        }
        return true;
    }

    /** @return the number that it follows with; empty when it does not follow */
    private OptionalLong write(
            WriteSession session, EventStream stream, FanOut piece, OptionalLong known, String from, String to,
            boolean hold) {
        OptionalLong number = known.isPresent() ? known
                : session.streams()
                        .takeFollow(stream.id(), node, lease)
                        .map(OptionalLong::of)
                        .orElse(OptionalLong.empty());
        if (number.isEmpty() || !session.streams().follow(stream.id(), number.getAsLong(), from, to, lease)) {
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
