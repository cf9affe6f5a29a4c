package dev.rollcall.server.management.stream;

import dev.rollcall.directory.access.DeliveryFilter;
import dev.rollcall.directory.access.DeliveryJson;
import dev.rollcall.directory.access.Redeliveries;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.storage.DeliveryPage;
import dev.rollcall.directory.storage.DeliveryQuery;
import dev.rollcall.directory.storage.DeliveryView;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.DeliveryAttempt;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.server.management.BodyFields;
import dev.rollcall.server.management.ManagementAnswer;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.ManagementRequest;
import dev.rollcall.server.management.PageCursor;
import dev.rollcall.server.management.PageRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is on its way to a stream's target and what has become of it; dead letters are delivered again, or given up. */
final class DeliveryEndpoint {
    private static final String LIST = "deliveries";
    /** Bytes that one delivery of a page may take with its attempts, kept and as text; what was sent is left out there. */
    private static final long LARGEST_ITEM = 64L << 10;
    /** Bytes that one delivery may take with all that was sent and came. */
    private static final long LARGEST_HISTORY = 16L << 20;

    private final Storage storage;
    private final Redeliveries redeliveries;
    private final StreamLookup lookup;
    private final EventText events;

    DeliveryEndpoint(Storage storage, Redeliveries redeliveries, StreamLookup lookup, EventText events) {
        this.storage = storage;
        this.redeliveries = redeliveries;
        this.lookup = lookup;
        this.events = events;
    }

    ManagementAnswer list(ManagementRequest request) {
        EventStream stream = lookup.of(request);
        PageRequest.AfterCursor page = PageRequest.afterCursor(request.query());
        DeliveryQuery query = DeliveryTerms.of(request.query(), stream.id(), page.from().map(DeliveryEndpoint::place));
        request.reserve(page.limit() * LARGEST_ITEM);
        record Found(List<ObjectNode> items, Optional<String> next) {}
        Found found = storage.read(request.share(), session -> {
            DeliveryPage deliveries = session.deliveries().page(query, page.limit());
            return new Found(
                    deliveries.deliveries().stream().map(one -> listed(session.deliveries(), one)).toList(),
                    deliveries.next().map(event -> PageCursor.write(LIST, List.of(event.text()))));
        });
        boolean array = DeliveriesShape.isArray(request);
        PageRequest shape = array ? new PageRequest.ByNumber(0, page.limit(), false) : page;
        return shape.answer(LIST, found.items(), Function.identity(), found.next(), OptionalLong.empty());
    }

    ManagementAnswer history(ManagementRequest request) {
        EventStream stream = lookup.of(request);
        EventId event = StreamLookup.event(request);
        request.reserve(LARGEST_HISTORY);
        record Found(StreamDelivery delivery, List<DeliveryAttempt> attempts, Optional<Instant> next) {}
        Found found = storage.read(request.share(), session -> session.deliveries()
                .find(stream.id(), event)
                .map(one -> new Found(one, session.deliveries().attempts(stream.id(), event),
                        next(session.deliveries(), one))))
                .orElseThrow(StreamLookup::noEvent);
        ObjectNode json = DeliveryJson.of(found.delivery(), found.attempts(), found.next());
        DeliveryJson.addExchanges(json, found.attempts());
        events.of(request, stream, found.delivery()).ifPresent(text -> json.set("event", text));
        return ManagementAnswer.ok(json);
    }

    ManagementAnswer redeliver(ManagementRequest request) {
        StreamId id = lookup.of(request).id();
        ObjectNode body = request.body().orElseGet(JsonNodeFactory.instance::objectNode);
        DeliveryFilter filter = DeliveryTerms.of(body);
        if (body.has("reason")) {
            throw ManagementFailure.body("A redelivery needs no reason. Leave it out, or use POST …/discard.");
        }
        boolean dryRun = new BodyFields(body).flag("dry_run").orElse(false);
        long matched = dryRun
                ? redeliveries.countedFor(request.share()).matched(id, filter)
                : request.change(202, trail -> redeliveries.countedFor(request.share())
                        .audited(trail)
                        .many(id, filter));
        return ManagementAnswer.accepted(body.deepCopy().put("matched", matched));
    }

    ManagementAnswer redeliverOne(ManagementRequest request) {
        StreamId id = lookup.of(request).id();
        EventId event = StreamLookup.event(request);
        request.change(202, trail -> {
            redeliveries.countedFor(request.share()).audited(trail).one(id, event);
            return event;
        });
        return ManagementAnswer.accepted(JsonNodeFactory.instance.objectNode());
    }

    ManagementAnswer discard(ManagementRequest request) {
        StreamId id = lookup.of(request).id();
        ObjectNode body = request.requiredBody();
        DeliveryFilter filter = DeliveryTerms.of(body);
        String reason = new BodyFields(body).requiredText("reason");
        boolean dryRun = new BodyFields(body).flag("dry_run").orElse(false);
        long matched = dryRun
                ? redeliveries.countedFor(request.share()).matched(id, filter)
                : request.change(202, trail -> redeliveries.countedFor(request.share())
                        .audited(trail)
                        .discard(id, filter, reason));
        return ManagementAnswer.accepted(JsonNodeFactory.instance.objectNode().put("matched", matched));
    }

    private static ObjectNode listed(DeliveryView deliveries, StreamDelivery one) {
        boolean tried = one.tries() > 0 || one.state() == DeliveryState.FAILED;
        List<DeliveryAttempt> attempts = tried ? deliveries.attempts(one.stream(), one.event()) : new ArrayList<>();
        return DeliveryJson.of(one, attempts, next(deliveries, one));
    }

    /** When it is tried next, of one that waits for that. */
    private static Optional<Instant> next(DeliveryView deliveries, StreamDelivery one) {
        return one.state() == DeliveryState.PENDING
                ? deliveries.head(one.stream(), one.subject())
                        .map(DeliveryHead::dueAt)
                        .filter(at -> at.isBefore(DeliveryHead.WAITING))
                : Optional.empty();
    }

    private static EventId place(String cursor) {
        return EventId.parse(PageCursor.read(LIST, 1, cursor).getFirst()).orElseThrow(PageCursor::foreign);
    }
}
