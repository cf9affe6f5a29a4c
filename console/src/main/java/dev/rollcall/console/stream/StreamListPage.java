package dev.rollcall.console.stream;

import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsolePage;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleRoute;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.directory.client.ManagementScope;
import java.time.Instant;
import java.util.List;

/** The list of event streams, and how each does; there are as many as the setting {@code limits.event-streams} says. */
public final class StreamListPage implements ConsolePage {
    private final ConsoleServices services;

    public StreamListPage(ConsoleServices services) {
        this.services = services;
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(ConsoleRoute.get(ConsolePath.STREAMS, ManagementScope.READ_EVENT_STREAMS, this::show));
    }

    private ConsoleAnswer show(ConsoleRequest request) {
        Instant now = services.clock().instant();
        return ConsoleAnswer.page("streams.jte", new StreamListView(services.storage()
                .read(request.share(), session -> StreamHealth.of(session, request.frame(), now))));
    }
}
