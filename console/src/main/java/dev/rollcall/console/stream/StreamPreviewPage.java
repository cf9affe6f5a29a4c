package dev.rollcall.console.stream;

import dev.rollcall.console.frame.CommandWord;
import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsolePage;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleRoute;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.server.management.ManagementFailure;
import java.util.List;
import java.util.Optional;

/** Shows the exact requests that a person's state of now, or the event of a delivery, would make a stream send. Nothing is sent. */
public final class StreamPreviewPage implements ConsolePage {
    /** Bytes that an event, and the requests that come of it, may take. */
    private static final long LARGEST = 4L << 20;

    private final ConsoleServices services;
    private final StreamFinder finder;
    private final StreamEvents events;

    /** @param tenant the name of this installation, as events have it */
    public StreamPreviewPage(ConsoleServices services, String tenant) {
        this.services = services;
        this.finder = new StreamFinder(services);
        this.events = new StreamEvents(services, tenant);
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(ConsoleRoute.get(ConsolePath.STREAM_PREVIEW, ManagementScope.READ_EVENT_STREAMS, this::show));
    }

    private ConsoleAnswer show(ConsoleRequest request) {
        EventStream stream = finder.of(request);
        Optional<String> user = request.query().text("user").map(String::strip).filter(text -> !text.isEmpty());
        Optional<String> event = request.query().text("event");
        Optional<WouldSend> shown = Optional.empty();
        if (user.isPresent()) {
            request.requireScope(ManagementScope.READ_USERS);
            request.reserve(LARGEST);
            shown = Optional.of(ofPerson(request, stream, user.get()));
        } else if (event.isPresent()) {
            request.requireScope(ManagementScope.READ_EVENT_DELIVERIES);
            request.reserve(LARGEST);
            shown = Optional.of(ofEvent(request, stream, event.get()));
        }
        String id = stream.id().value();
        return ConsoleAnswer.page("preview.jte", new StreamPreviewView(
                stream.name(),
                request.frame().link(ConsolePath.STREAM, id),
                request.frame().link(ConsolePath.STREAM_PREVIEW, id),
                user.orElse(""),
                user.isPresent() ? "" : event.orElse(""),
                request.frame().may(ManagementScope.READ_USERS),
                shown,
                mapping(stream),
                "./rollcall stream preview " + CommandWord.of(stream.name()) + " --user "
                        + user.map(CommandWord::of).orElse("'waad|acme|42'")));
    }

    private WouldSend ofPerson(ConsoleRequest request, EventStream stream, String text) {
        return UserId.parse(text)
                .flatMap(person -> events.ofPerson(request, stream, person))
                .map(event -> events.preview(stream, event))
                .orElseThrow(() -> ManagementFailure.missing("inexistent_user",
                        "There is nobody of this user_id, which looks like waad|acme|42. The list of a connection's"
                                + " users has it: ./rollcall user list CONNECTION."));
    }

    private WouldSend ofEvent(ConsoleRequest request, EventStream stream, String text) {
        EventId id = EventId.parse(text).orElseThrow(StreamFinder::noDelivery);
        StreamDelivery delivery = services.storage()
                .read(request.share(), session -> session.deliveries().find(stream.id(), id))
                .orElseThrow(StreamFinder::noDelivery);
        return events.of(request, stream, delivery)
                .map(event -> events.preview(stream, event))
                .orElseGet(() -> WouldSend.nothing("The event is not kept any more."));
    }

    private String mapping(EventStream stream) {
        return stream.destination() instanceof ScimTarget scim
                ? scim.mapping()
                        .map(rows -> ScimJson.tree(rows).toPrettyString())
                        .orElseGet(() -> "The rows of the preset " + scim.preset() + ":\n"
                                + services.management().streams().actions().rows(scim).toPrettyString())
                : "None: the receiver gets the event as it is.";
    }
}
