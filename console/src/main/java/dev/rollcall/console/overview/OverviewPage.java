package dev.rollcall.console.overview;

import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsolePage;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleRoute;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.storage.ConnectionQuery;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The front page: all connections, a page at a time. */
public final class OverviewPage implements ConsolePage {
    private static final int ROWS = 50;

    private final ConsoleServices services;

    public OverviewPage(ConsoleServices services) {
        this.services = services;
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(ConsoleRoute.get(ConsolePath.OVERVIEW, ManagementScope.READ_CONNECTIONS, this::show));
    }

    private ConsoleAnswer show(ConsoleRequest request) {
        Optional<String> name = request.query().text("name");
        List<Connection> found = services.storage()
                .read(request.share(),
                        session -> session.connections()
                                .page(new ConnectionQuery(name, Set.of(), Optional.empty(), 0, ROWS + 1)));
        return ConsoleAnswer.page("overview.jte",
                new OverviewView(name.orElse(""), found.subList(0, Math.min(ROWS, found.size())), services.clock()
                        .instant()));
    }
}
