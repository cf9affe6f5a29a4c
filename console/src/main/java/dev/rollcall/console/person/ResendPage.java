package dev.rollcall.console.person;

import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsolePage;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleRoute;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.directory.access.EventStreams;
import dev.rollcall.directory.access.Resends;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.person.PersonSearch;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.server.management.ManagementFailure;
import java.util.List;

/**
 * Sends a user's state of now once more to one event stream, or to all that take users of the connection.
 *
 * <p>Guarantees: each has its row in the audit log. What came of it is told by the stream's deliveries.
 */
public final class ResendPage implements ConsolePage {
    private static final String ALL = "all";

    private final ConsoleServices services;
    private final PersonSearch search;

    public ResendPage(ConsoleServices services) {
        this.services = services;
        this.search = new PersonSearch(services.management().people());
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(ConsoleRoute.post(ConsolePath.USER_RESEND, ManagementScope.UPDATE_EVENT_DELIVERIES, this::send));
    }

    private ConsoleAnswer send(ConsoleRequest request) {
        request.requireScope(ManagementScope.READ_USERS);
        KnownUser known = KnownUser.of(services, search, request);
        UserId person = UserId.parse(known.userId()).orElseThrow(KnownUser::nobody);
        String named = request.form().required("stream", "Stream");
        if (!named.equals(ALL)) {
            EventStreams streams = services.management().streams().streams().countedFor(request.share());
            StreamId id = streams.find(named)
                    .map(EventStream::id)
                    .orElseThrow(() -> ManagementFailure.missing("inexistent_event_stream",
                            "There is no such event stream. The page Streams lists those that there are."));
            EventId event = resend(request, id, person);
            return ConsoleAnswer.redirect(request.frame().may(ManagementScope.READ_EVENT_DELIVERIES)
                    ? request.frame().link(ConsolePath.STREAM_DELIVERY, id.value(), event.text())
                    : page(request, known));
        }
        services.storage()
                .read(request.share(), session -> session.streams().all())
                .stream()
                .filter(stream -> !stream.isHidden() && Resends.isFor(stream, known.connection()))
                .forEach(stream -> resend(request, stream.id(), person));
        return ConsoleAnswer.redirect(page(request, known));
    }

    private EventId resend(ConsoleRequest request, StreamId stream, UserId person) {
        return request.change(trail -> services.management()
                .streams()
                .resends()
                .countedFor(request.share())
                .audited(trail)
                .person(stream, person));
    }

    private static String page(ConsoleRequest request, KnownUser known) {
        return request.frame().link(ConsolePath.USER, known.connection().name(), known.account().id());
    }
}
