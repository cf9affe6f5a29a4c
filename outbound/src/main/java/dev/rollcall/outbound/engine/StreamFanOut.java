package dev.rollcall.outbound.engine;

import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.rendering.ChangeEvent;
import dev.rollcall.directory.rendering.ChangeEvents;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.HeadOrigin;
import dev.rollcall.directory.stream.MemberDelta;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.SkipReason;
import dev.rollcall.directory.stream.SkipRun;
import dev.rollcall.directory.stream.StreamDelivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns a page of the change record into what one stream gets of it. Pure: the same page gives the same rows, so that a page
 * may be fanned out again after a stop in its midst.
 *
 * <p>An event of a type that the stream does not subscribe to leaves nothing. One of a connection that the stream does not take
 * is counted with its like; every other one that is passed over is a delivery of its own that says why.
 */
final class StreamFanOut {
    private final EventStream stream;
    private final Instant now;
    private final Map<SubjectKey, EventId> sentTo;
    private final List<StreamDelivery> deliveries = new ArrayList<>();
    private final Map<SubjectKey, DeliveryHead> heads = new LinkedHashMap<>();
    private final List<SkipRun> skips = new ArrayList<>();
    private final Map<String, MemberDelta> deltas = new LinkedHashMap<>();
    private Optional<SkipRun> run = Optional.empty();

    private StreamFanOut(EventStream stream, Map<SubjectKey, EventId> sentTo, Instant now) {
        this.stream = stream;
        this.sentTo = sentTo;
        this.now = now;
    }

    /**
     * What the stream gets of a page.
     *
     * @param sentTo up to which event the target has the state of a subject already; only for a target that is sent states
     */
    static FanOut of(EventStream stream, List<ChangeRecord> page, Map<SubjectKey, EventId> sentTo, Instant now) {
        StreamFanOut fanOut = new StreamFanOut(stream, sentTo, now);
        page.forEach(fanOut::add);
        fanOut.endRun();
        return new FanOut(fanOut.deliveries, List.copyOf(fanOut.heads.values()), fanOut.skips,
                List.copyOf(fanOut.deltas.values()));
    }

    /** Whether a target is sent the state of a subject as it is, rather than each event. */
    static boolean sendsStates(EventStream stream) {
        return stream.destination() instanceof ScimTarget;
    }

    private void add(ChangeRecord change) {
        EventId place = change.place()
                .orElseThrow(() -> new IllegalStateException("A record that was read has no place: " + change.id()));
        List<ChangeEvent> events = ChangeEvents.of(change, place)
                .stream()
                .filter(event -> stream.subscriptions().contains(event.type()))
                .toList();
        if (events.isEmpty()) {
            return;
        }
        if (!stream.filter().takes(change.connection())) {
            pass(events);
            return;
        }
        endRun();
        if (!sendsStates(stream)) {
            events.forEach(event -> each(change, event));
        } else if (events.getFirst().subject().isUser()) {
            events.forEach(event -> state(change, event));
        } else if (events.getFirst().subject().isGroup()) {
            group(events);
        }
    }

    private void each(ChangeRecord change, ChangeEvent event) {
        Optional<SkipReason> skip = skip(change, event);
        skip.ifPresentOrElse(reason -> skip(event, HeadIntent.DELIVER, reason), () -> send(event, HeadIntent.DELIVER));
    }

    private void state(ChangeRecord change, ChangeEvent event) {
        HeadIntent intent = intent(change, event.type());
        Optional<SkipReason> skip = skip(change, event);
        if (skip.isPresent()) {
            skip(event, intent, skip.get());
        } else {
            send(event, intent);
        }
    }

    /** What is linked to another account, or taken off, is where nobody can know without a look. */
    private static HeadIntent intent(ChangeRecord change, EventType type) {
        return switch (type) {
            case USER_CREATED -> change.action().equals("created") ? HeadIntent.CREATE : HeadIntent.REPLACE;
            case USER_DELETED -> HeadIntent.DELETE;
            default -> HeadIntent.UPDATE;
        };
    }

    /** A part of a group's change is one delivery, which stands for its members too. */
    private void group(List<ChangeEvent> events) {
        ChangeEvent first = events.getFirst();
        boolean gone = events.getLast().type() == EventType.GROUP_DELETED;
        boolean come = first.type() == EventType.GROUP_CREATED;
        HeadIntent intent = gone ? HeadIntent.DELETE : come ? HeadIntent.CREATE : HeadIntent.UPDATE;
        if (!((ScimTarget) stream.destination()).groups()) {
            skip(first, intent, SkipReason.GROUPS);
            return;
        }
        if (gone) {
            ChangeEvent last = events.getLast();
            send(new ChangeEvent(first.id(), last.type(), last.subject(), Optional.empty()), intent);
            return;
        }
        send(first, intent);
        for (ChangeEvent event : events) {
            event.member().ifPresent(member -> {
                boolean added = event.type() == EventType.GROUP_MEMBER_ADDED;
                String key = event.subject() + "\0" + member;
                // The newest stands last, in the order of events.
                deltas.remove(key);
                deltas.put(key, new MemberDelta(event.subject(), member, added, event.id(), false));
            });
        }
    }

    private Optional<SkipReason> skip(ChangeRecord change, ChangeEvent event) {
        if (stream.filter().keepLinked()) {
            return ChangeEvents.linked(change).isPresent() ? Optional.of(SkipReason.UNCHANGED) : Optional.empty();
        }
        boolean itself = ChangeEvents.linked(change).isPresent();
        return event.subject().isUser() && change.image().linked().isPresent() && !itself
                ? Optional.of(SkipReason.LINKED)
                : Optional.empty();
    }

    private void send(ChangeEvent event, HeadIntent intent) {
        Optional<EventId> sent = Optional.ofNullable(sentTo.get(event.subject()))
                .filter(to -> event.id().compareTo(to) <= 0 && event.subject().isUser());
        if (sent.isPresent()) {
            deliveries.add(StreamDelivery.superseded(stream.id(), event.id(), event.subject(), event.type(), intent,
                    sent.get(), now));
            return;
        }
        deliveries.add(StreamDelivery.pending(stream.id(), event.id(), event.subject(), event.type(), intent, now));
        // Taken out and put in again, so that they are in the order of their last events.
        Optional<DeliveryHead> before = Optional.ofNullable(heads.remove(event.subject()));
        heads.put(event.subject(), DeliveryHead.due(stream.id(), event.subject(),
                before.map(head -> head.intent().then(intent)).orElse(intent), event.id(), HeadOrigin.EVENT, now));
    }

    private void skip(ChangeEvent event, HeadIntent intent, SkipReason reason) {
        deliveries.add(
                StreamDelivery.skipped(stream.id(), event.id(), event.subject(), event.type(), intent, reason, now));
    }

    private void pass(List<ChangeEvent> events) {
        EventId first = run.map(SkipRun::first).orElse(events.getFirst().id());
        long before = run.map(SkipRun::count).orElse(0L);
        run = Optional
                .of(new SkipRun(first, events.getLast().id(), SkipReason.CONNECTION, before + events.size(), now));
    }

    private void endRun() {
        run.ifPresent(skips::add);
        run = Optional.empty();
    }
}
