package dev.rollcall.outbound.sync;

import dev.rollcall.directory.access.EventsAtEnd;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.HeadOrigin;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.directory.stream.SyncItem;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The last step, of one stage: each item becomes a delivery of the stream, at most {@value #AT_ONCE} on their way at a time, so that
 * the stream's own engine does it, in its order and at its pace, and a failure is a dead letter like any other. An item that was
 * on its way when the sync was interrupted is waited for, not sent again.
 */
final class Application implements SyncPhase {
    static final int AT_ONCE = 500;
    private static final String EVENT = "event";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Storage storage;
    private final StreamId stream;
    private final SyncAction.Stage stage;
    private final MemberDifferences members;
    private final RandomGenerator random;
    private final Clock clock;
    private final Map<SyncItem, EventId> open = new HashMap<>();
    private Optional<SyncItem> last = Optional.empty();

    Application(Storage storage, StreamId stream, SyncAction.Stage stage, MemberDifferences members,
            RandomGenerator random, Clock clock) {
        this.storage = storage;
        this.stream = stream;
        this.stage = stage;
        this.members = members;
        this.random = random;
        this.clock = clock;
    }

    /** What is sent next. @param events a place for the delivery of each */
    private record Next(List<SyncItem> items, Set<EventId> events) {}

    @Override
    public Piece piece(String place, DriftReport report) {
        return open.isEmpty() ? begin(place, report) : await(place, report);
    }

    private Piece begin(String place, DriftReport report) {
        Next found = storage.read(Share.OUTBOUND, session -> {
            List<SyncItem> next = next(session, place);
            return new Next(next, events(session, next.size()));
        });
        List<SyncItem> items = found.items;
        if (items.isEmpty()) {
            return Piece.over();
        }
        last = Optional.of(items.getLast());
        List<SyncItem> fresh = new ArrayList<>();
        List<StreamDelivery> rows = new ArrayList<>();
        Map<SubjectKey, DeliveryHead> heads = new HashMap<>();
        List<RemoteRecord> remotes = new ArrayList<>();
        Iterator<EventId> events = found.events.iterator();
        Instant now = clock.instant();
        for (SyncItem item : items) {
            ObjectNode detail = (ObjectNode) JSON.readTree(item.detail());
            Optional<EventId> before = EventId.parse(detail.path(EVENT).asString(""));
            if (before.isPresent()) {
                open.put(item, before.get());
                continue;
            }
            EventId event = events.next();
            SyncItem sent = new SyncItem(
                    item.subject(), item.action(), detail.put(EVENT, event.text()).toString(), false);
            open.put(sent, event);
            fresh.add(sent);
            send(sent, detail, event, now, rows, heads, remotes);
        }
        if (fresh.isEmpty()) {
            return await(place, report);
        }
        return Piece.of(session -> {
            session.syncs().put(stream, fresh);
            for (RemoteRecord remote : remotes) {
                // What is to be there is nobody else's from now on; whose it is that is to go is asked once more before it goes.
                if (Objects.requireNonNull(heads.get(remote.subject())).intent() != HeadIntent.DELETE) {
                    takeFromOthers(session, remote);
                }
                session.remotes().replace(remote);
            }
            session.deliveries().fanOut(stream, rows, List.copyOf(heads.values()), List.of());
        }, Optional.of(place));
    }

    private static void takeFromOthers(WriteSession session, RemoteRecord remote) {
        String id = remote.remoteId().orElseThrow();
        session.remotes().hold(remote.stream(), id);
        session.remotes()
                .others(remote.stream(), remote.subject(), id)
                .forEach(other -> session.remotes().leave(other.stream(), other.subject(), remote.updatedAt()));
    }

    private void send(SyncItem item, ObjectNode detail, EventId event, Instant now, List<StreamDelivery> rows,
            Map<SubjectKey, DeliveryHead> heads, List<RemoteRecord> remotes) {
        SubjectKey subject = SubjectKey.parse(item.subject()).orElseThrow();
        SyncAction action = SyncAction.of(item.action());
        HeadIntent intent = switch (action) {
            case DELETE, DEACTIVATE, DELETE_GROUP -> HeadIntent.DELETE;
            case MEMBERS -> HeadIntent.UPDATE;
            default -> HeadIntent.REPLACE;
        };
        if (action == SyncAction.MEMBERS) {
            members.add(subject, detail, event);
        }
        EventType type = subject.isUser() ? EventType.USER_UPDATED : EventType.GROUP_UPDATED;
        rows.add(StreamDelivery.pending(stream, event, subject, type, intent, now));
        heads.put(subject, DeliveryHead.due(stream, subject, intent, event, HeadOrigin.SYNC, now));
        String remoteId = detail.path("remote_id").asString("");
        if (!remoteId.isEmpty()) {
            remotes.add(storage.read(Share.OUTBOUND, session -> session.remotes().find(stream, subject))
                    .filter(known -> known.remoteId().equals(Optional.of(remoteId)))
                    .map(known -> new RemoteRecord(stream, subject, known.resourceId(), known.remoteId(),
                            Optional.empty(),
                            Optional.empty(), Optional.empty(), EventId.BEGINNING, false, known.made(), now))
                    .orElseGet(() -> new RemoteRecord(stream, subject, detail.path("scim_id").asString(""),
                            Optional.of(remoteId), Optional.empty(), Optional.empty(), Optional.empty(),
                            EventId.BEGINNING, false, false, now)));
        }
    }

    private Piece await(String place, DriftReport report) {
        List<SyncItem> ended = new ArrayList<>();
        storage.read(Share.OUTBOUND, session -> {
            StreamState state = session.streams()
                    .find(stream)
                    .orElseThrow(() -> new SyncStoppedException("The stream is gone."))
                    .state();
            for (Map.Entry<SyncItem, EventId> item : open.entrySet()) {
                Optional<StreamDelivery> delivery = session.deliveries().find(stream, item.getValue());
                if (delivery.filter(row -> row.state() == DeliveryState.PENDING).isEmpty()) {
                    ended.add(item.getKey());
                    count(item.getKey(), delivery, report);
                }
            }
            boolean works = state.kind() == StreamState.Kind.ENABLED || state.kind() == StreamState.Kind.NEEDS_SYNC;
            if (ended.isEmpty() && !works) {
                throw new SyncStoppedException("The stream is " + state.kind().keyword()
                        + state.reason().map(reason -> ": " + reason).orElse("")
                        + ". Resume it, then call sync --apply once more.");
            }
            return state;
        });
        if (ended.isEmpty()) {
            return Piece.later(place);
        }
        Optional<String> next = ended.size() == open.size() ? last.map(Application::place) : Optional.of(place);
        return Piece.of(session -> finish(session, ended), next).then(() -> ended.forEach(open::remove));
    }

    private void finish(WriteSession session, List<SyncItem> ended) {
        ended.forEach(item -> {
            if (!session.syncs().done(stream, item)) {
                throw new SyncStoppedException("Another sync of this stream has begun meanwhile; this one ends.");
            }
        });
    }

    private static void count(SyncItem item, Optional<StreamDelivery> delivery, DriftReport report) {
        DeliveryState state = delivery.map(StreamDelivery::state).orElse(DeliveryState.DELIVERED);
        switch (state) {
            case FAILED, SKIPPED -> {
                report.add("applied", state.keyword(), 1);
                report.example("failures", item.subject(), item.action() + ": "
                        + delivery.flatMap(StreamDelivery::cause).orElse(state.keyword()));
            }
            default -> report.add("applied", item.action(), 1);
        }
    }

    /** Where their deliveries stand: with those of now, and behind all others only when there is no room. */
    private Set<EventId> events(ReadSession session, int count) {
        Set<EventId> events = new LinkedHashSet<>(EventsAtEnd.free(session, stream, random, count));
        while (events.size() < count) {
            events.add(EventId.beside(clock.instant(), random));
        }
        return events;
    }

    private List<SyncItem> next(ReadSession session, String place) {
        List<SyncItem> found = new ArrayList<>();
        Optional<SyncItem> after = Optional.of(place).filter(text -> !text.isEmpty()).map(Application::item);
        while (found.size() < AT_ONCE) {
            List<SyncItem> some = session.syncs().items(stream, after, Optional.of(false), AT_ONCE);
            some.stream()
                    .filter(item -> SyncAction.of(item.action()).stage() == stage)
                    .filter(item -> !item.subject().startsWith(SourceUser.FILE))
                    .limit(AT_ONCE - found.size())
                    .forEach(found::add);
            if (some.size() < AT_ONCE) {
                return found;
            }
            after = Optional.of(some.getLast());
        }
        return found;
    }

    private static String place(SyncItem item) {
        return item.action() + " " + item.subject();
    }

    private static SyncItem item(String place) {
        String[] parts = place.split(" ", 2);
        return new SyncItem(parts[1], parts[0], "{}", false);
    }
}
