package dev.rollcall.console.stream;

import dev.rollcall.console.frame.CommandWord;
import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsolePage;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleRoute;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.console.frame.Frame;
import dev.rollcall.console.frame.LinkQuery;
import dev.rollcall.console.stream.DeliveryEntryView.Attempt;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.stream.DeliveryAttempt;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.StreamDelivery;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One delivery: its attempts with what was asked and answered, what was sent in its place, what would be sent now, and delivering it
 * again.
 */
public final class DeliveryEntryPage implements ConsolePage {
    /** Bytes that one delivery may take with all that was sent and came. */
    private static final long LARGEST = 16L << 20;

    private final ConsoleServices services;
    private final StreamFinder finder;
    private final StreamEvents events;

    /** @param tenant the name of this installation, as events have it */
    public DeliveryEntryPage(ConsoleServices services, String tenant) {
        this.services = services;
        this.finder = new StreamFinder(services);
        this.events = new StreamEvents(services, tenant);
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(ConsoleRoute.get(ConsolePath.STREAM_DELIVERY, ManagementScope.READ_EVENT_DELIVERIES,
                this::show));
    }

    private record Found(StreamDelivery delivery, DeliveryRow row, List<DeliveryAttempt> attempts) {}

    private ConsoleAnswer show(ConsoleRequest request) {
        EventStream stream = finder.of(request);
        EventId event = StreamFinder.event(request);
        request.reserve(LARGEST);
        Found found = services.storage()
                .read(request.share(), session -> session.deliveries()
                        .find(stream.id(), event)
                        .map(one -> new Found(one,
                                DeliveryRow.of(session, new SubjectNames(session), one, request.frame()),
                                session.deliveries().attempts(stream.id(), event))))
                .orElseThrow(StreamFinder::noDelivery);
        return ConsoleAnswer.page("delivery.jte", view(request, stream, found));
    }

    private DeliveryEntryView view(ConsoleRequest request, EventStream stream, Found found) {
        Frame frame = request.frame();
        StreamDelivery delivery = found.delivery();
        String id = stream.id().value();
        String event = delivery.event().text();
        boolean redeliverable = delivery.state() == DeliveryState.FAILED
                && frame.may(ManagementScope.UPDATE_EVENT_DELIVERIES);
        boolean waits = delivery.state() == DeliveryState.PENDING
                && stream.state().isEnabled()
                && frame.may(ManagementScope.UPDATE_EVENT_DELIVERIES)
                && found.row().next().filter(at -> at.isAfter(services.clock().instant())).isPresent();
        LinkQuery subject = LinkQuery.NONE.with("subject", delivery.subject().text());
        return new DeliveryEntryView(
                stream.name(),
                frame.link(ConsolePath.STREAM, id),
                frame.link(ConsolePath.STREAM_DELIVERIES, id),
                event,
                found.row(),
                delivery.intent().keyword(),
                sentence(stream, delivery, found.row().tries()),
                delivery.note(),
                delivery.finishedAt(),
                delivery.duration().map(DeliveryEntryPage::millis),
                delivery.byEvent().map(by -> frame.link(ConsolePath.STREAM_DELIVERY, id, by.text())),
                found.attempts().reversed().stream().map(DeliveryEntryPage::attempt).toList(),
                frame.may(ManagementScope.READ_USERS) ? Optional.of(events.now(request, stream, delivery))
                        : Optional.empty(),
                events.of(request, stream, delivery).map(body -> body.toPrettyString()),
                redeliverable || waits ? Optional.of(frame.link(ConsolePath.STREAM_DELIVERY_AGAIN, id, event))
                        : Optional.empty(),
                waits ? "Send it now" : "Deliver this one again",
                waits ? "It is tried at once and not at the time below. In vain, it waits again." : again(stream),
                redeliverable ? Optional.of(frame.link(ConsolePath.STREAM_REDELIVERY, subject, id)) : Optional.empty(),
                frame.link(ConsolePath.STREAM_PREVIEW, LinkQuery.NONE.with("event", event), id),
                "./rollcall stream deliveries " + CommandWord.of(stream.name()) + " --event " + event);
    }

    private static String sentence(EventStream stream, StreamDelivery delivery, int tries) {
        return switch (delivery.state()) {
            case PENDING -> pending(stream, tries);
            case DELIVERED -> delivery.late()
                    ? "The target has it. It was delivered again after newer ones."
                    : "The target has it.";
            case SUPERSEDED -> "A newer state of the same was sent in its place, so the target lacks nothing.";
            case SKIPPED -> "It was not to be sent.";
            case FAILED -> "It was given up: the target lacks it until it is delivered again. Mend the cause first.";
        };
    }

    private static String pending(EventStream stream, int tries) {
        if (!stream.state().isEnabled()) {
            return "It waits: the stream is " + StreamHealth.state(stream) + ".";
        }
        String tried = tries == 1 ? "once" : tries + " times";
        return tries == 0
                ? "It is on its way."
                : "It was tried " + tried + " in vain and is tried again by itself.";
    }

    private static String again(EventStream stream) {
        return stream.destination() instanceof ScimTarget
                ? "Sends the current state of the one whom it is about."
                : "Sends this event, marked as late.";
    }

    private static Attempt attempt(DeliveryAttempt attempt) {
        return new Attempt(attempt.number(), attempt.at(), millis(attempt.duration()),
                attempt.status().map(status -> Integer.toString(status)).orElse("none"), attempt.error(),
                attempt.request(), attempt.response());
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + " ms";
    }
}
