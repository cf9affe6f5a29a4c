package dev.rollcall.directory.access;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.log.AuditTrail;
import dev.rollcall.directory.storage.DeliveryPage;
import dev.rollcall.directory.storage.DeliveryQuery;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamProgress;
import dev.rollcall.directory.stream.StreamStatus;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Puts dead letters on their way again, or gives them up; and sends at once what waits for its next try.
 *
 * <p>Guarantees: a SCIM application is sent the current state of each subject once, however many of its letters are meant; a webhook
 * is sent the events themselves, marked as late. Each piece of the work has its row in the audit log, in the same write.
 */
public final class Redeliveries {
    /** How many letters are looked for, and moved, in one piece. */
    private static final int PIECE = 500;

    private final Storage storage;
    private final Clock clock;
    private final Share share;
    private final AuditTrail trail;

    public Redeliveries(Storage storage, Clock clock) {
        this(storage, clock, Share.HOUSE, AuditTrail.NONE);
    }

    private Redeliveries(Storage storage, Clock clock, Share share, AuditTrail trail) {
        this.storage = storage;
        this.clock = clock;
        this.share = share;
        this.trail = trail;
    }

    /** The same, and what is asked of it counts for this share. */
    public Redeliveries countedFor(Share other) {
        return new Redeliveries(storage, clock, other, trail);
    }

    /** The same, and what is changed through it is noted there. */
    public Redeliveries audited(AuditTrail other) {
        return new Redeliveries(storage, clock, share, other);
    }

    /**
     * Puts one dead letter on its way again, or lets one that waits for its next try be tried at once, however long it was to wait.
     *
     * @throws DirectoryException when there is no such delivery, it is over otherwise, its event is not kept any more, or nothing is sent
     *     to the target now
     */
    public void one(StreamId id, EventId event) {
        storage.write(share, EventStreams.LANE, session -> {
            EventStream stream = EventStreams.there(session, id);
            StreamDelivery delivery = session.deliveries().find(id, event).orElseThrow(() -> missing(id, event));
            if (delivery.state() == DeliveryState.PENDING) {
                return hasten(session, stream, delivery);
            }
            if (delivery.state() != DeliveryState.FAILED) {
                throw new DirectoryException(Kind.TAKEN, "The delivery of " + event + " is "
                        + delivery.state().keyword()
                        + ". Only a failed one is delivered again, and one that waits sent at once.");
            }
            if (!isKept(session, stream, delivery)) {
                throw gone(event);
            }
            return redeliver(session, stream, List.of(event));
        });
    }

    private int hasten(WriteSession session, EventStream stream, StreamDelivery delivery) {
        StreamProgress progress = session.streams().progress(stream.id()).orElseThrow();
        if (!stream.state().isEnabled()) {
            throw new DirectoryException(Kind.TAKEN, "The stream is " + stream.state().kind().keyword()
                    + ", so nothing is sent. Resume it, which sends what waits.");
        }
        if (StreamStatus.isOpen(progress, now())) {
            throw new DirectoryException(Kind.TAKEN,
                    "The target does not take anything, so one delivery after the other is"
                            + " tried. Probe the stream, which tries one at once.");
        }
        if (progress.heldUntil().isAfter(now())) {
            throw new DirectoryException(Kind.TAKEN, "The target asked to be left alone until " + progress.heldUntil()
                    + ". It is sent what waits then.");
        }
        if (session.deliveries()
                .head(stream.id(), delivery.subject())
                .filter(head -> !head.dueAt().isBefore(DeliveryHead.WAITING))
                .isPresent()) {
            throw new DirectoryException(Kind.TAKEN,
                    "It waits for somebody who is not at the target yet, and is sent as soon"
                            + " as that one is.");
        }
        // What is due, or being sent, needs nothing.
        boolean moved = session.deliveries().dueNow(stream.id(), delivery.subject(), now());
        note(session, stream.id(), "sent_at_once", moved ? 1 : 0, List.of(delivery.event()), Optional.empty());
        return moved ? 1 : 0;
    }

    /** How many dead letters a filter means. */
    public long matched(StreamId id, DeliveryFilter filter) {
        return matched(id, filter, Long.MAX_VALUE);
    }

    /** The same, counted up to a limit. */
    public long matched(StreamId id, DeliveryFilter filter, long limit) {
        storage.read(share, session -> EventStreams.there(session, id));
        long matched = 0;
        Optional<DeliveryQuery> query = Optional.of(filter.query(id));
        while (query.isPresent() && matched < limit) {
            DeliveryQuery next = query.get();
            DeliveryPage page = storage.read(share, session -> session.deliveries().page(next, PIECE));
            matched += page.deliveries().size();
            query = page.next().map(next::from);
        }
        return Math.min(matched, limit);
    }

    /**
     * Puts all dead letters on their way again that a filter means, piece by piece; how many.
     *
     * <p>A webhook's whose event is not kept any more stay as they are.
     */
    public long many(StreamId id, DeliveryFilter filter) {
        return each(id, filter, (session, stream, page) -> {
            List<EventId> events = page.deliveries()
                    .stream()
                    .filter(delivery -> isKept(session, stream, delivery))
                    .map(StreamDelivery::event)
                    .toList();
            return redeliver(session, stream, events);
        });
    }

    /**
     * Gives up all dead letters that a filter means: they are skipped, with the reason; how many.
     *
     * @throws DirectoryException when there is no reason
     */
    public long discard(StreamId id, DeliveryFilter filter, String reason) {
        if (reason.isBlank() || reason.length() > StreamDelivery.LONGEST_NOTE) {
            throw StreamRules.invalid("Say in reason, in 1 to " + StreamDelivery.LONGEST_NOTE
                    + " characters, why these deliveries are given up.");
        }
        return each(id, filter, (session, stream, page) -> {
            List<EventId> events = page.deliveries().stream().map(StreamDelivery::event).toList();
            int discarded = events.isEmpty() ? 0 : session.deliveries().discard(id, events, reason, now());
            note(session, id, "discarded", discarded, events, Optional.of(reason));
            return discarded;
        });
    }

    private long each(StreamId id, DeliveryFilter filter, Piece piece) {
        long done = 0;
        Optional<DeliveryQuery> query = Optional.of(filter.query(id));
        while (query.isPresent()) {
            DeliveryQuery next = query.get();
            record Step(int done, Optional<EventId> next) {}
            Step step = storage.write(share, EventStreams.LANE, session -> {
                EventStream stream = EventStreams.there(session, id);
                DeliveryPage page = session.deliveries().page(next, PIECE);
                return new Step(piece.make(session, stream, page), page.next());
            });
            trail.committed();
            done += step.done();
            query = step.next().map(next::from);
        }
        return done;
    }

    private int redeliver(WriteSession session, EventStream stream, List<EventId> events) {
        HeadIntent intent = stream.destination() instanceof ScimTarget ? HeadIntent.REPLACE : HeadIntent.DELIVER;
        int moved = events.isEmpty() ? 0 : session.deliveries().redeliver(stream.id(), events, intent, now());
        note(session, stream.id(), "redelivered", moved, events, Optional.empty());
        return moved;
    }

    private void note(
            WriteSession session, StreamId id, String what, int count, List<EventId> events, Optional<String> reason) {
        if (count > 0) {
            var json = JsonNodeFactory.instance
                    .objectNode()
                    .put(what, count)
                    .put("first", events.getFirst().text())
                    .put("last", events.getLast().text());
            reason.ifPresent(text -> json.put("reason", text));
            trail.made(session, "event_deliveries", Optional.empty(), id + " " + events.getFirst(), json);
        }
    }

    /** Whether what is to be sent can still be made. */
    private static boolean isKept(WriteSession session, EventStream stream, StreamDelivery delivery) {
        return stream.destination() instanceof ScimTarget
                // One that stands in no change is kept with its delivery.
                || delivery.event().isBeside()
                || !session.changes().at(List.of(delivery.event())).isEmpty();
    }

    private static DirectoryException missing(StreamId id, EventId event) {
        return new DirectoryException(Kind.NOT_FOUND, "The stream " + id + " has no delivery of the event " + event
                + ". List them with GET /api/v2/event-streams/" + id + "/deliveries.");
    }

    private static DirectoryException gone(EventId event) {
        return new DirectoryException(Kind.TAKEN, "The event " + event + " is not kept any more, so it cannot be sent"
                + " again. Discard the delivery, and read the subject's current state if the receiver needs it.");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private interface Piece {
        int make(WriteSession session, EventStream stream, DeliveryPage page);
    }
}
