package dev.rollcall.console.overview;

import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsolePage;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleRoute;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.console.frame.Frame;
import dev.rollcall.console.frame.LinkQuery;
import dev.rollcall.console.overview.OverviewView.Attention;
import dev.rollcall.console.overview.OverviewView.ConnectionRow;
import dev.rollcall.console.stream.StreamHealth;
import dev.rollcall.console.stream.StreamRow;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.storage.ConnectionQuery;
import dev.rollcall.directory.storage.ReadSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The front page: what needs attention, worst first and one row a cause, then how each connection and each stream does.
 *
 * <p>Guarantees: those of one page are looked at, and of all others whether they have failed within the last hour, which costs two
 * rows of an index for each that has failed lately. What somebody may not see is never said to be well.
 */
public final class OverviewPage implements ConsolePage {
    private static final int ROWS = 50;
    private static final int DEEPEST = 1_000;

    private final ConsoleServices services;

    public OverviewPage(ConsoleServices services) {
        this.services = services;
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(ConsoleRoute.get(ConsolePath.OVERVIEW, ManagementScope.READ_CONNECTIONS, this::show));
    }

    private ConsoleAnswer show(ConsoleRequest request) {
        Optional<String> name = request.query().text("name").map(String::strip);
        int page = request.query().number("page", 0, 0, DEEPEST);
        Instant now = services.clock().instant();
        return ConsoleAnswer.page("overview.jte", services.storage()
                .read(request.share(), session -> view(session, request.frame(), name, page, now)));
    }

    private static OverviewView view(ReadSession session, Frame frame, Optional<String> name, int page, Instant now) {
        List<Connection> found = name.isPresent()
                ? session.connections().beginning(name.get(), ROWS + 1)
                : session.connections()
                        .page(new ConnectionQuery(Optional.empty(), Set.of(), Optional.empty(), (long) page * ROWS,
                                ROWS + 1));
        ConnectionHealth health = new ConnectionHealth(frame, now);
        boolean logs = frame.may(ManagementScope.READ_LOGS);
        List<ConnectionRow> connections = found.stream()
                .limit(ROWS)
                .map(connection -> health.row(session, connection))
                .toList();
        List<StreamRow> streams = frame.may(ManagementScope.READ_EVENT_STREAMS)
                ? StreamHealth.of(session, frame, now)
                : List.of();
        List<Attention> attention = new ArrayList<>();
        streams.stream()
                .filter(stream -> stream.tone().equals("bad") || stream.tone().equals("note"))
                .map(stream -> new Attention(stream.tone(), stream.name(), sentence(stream), stream.since(), false,
                        stream.url(), stream.actions()))
                .forEach(attention::add);
        attention.addAll(StandingCauses.of(session, frame, now));
        if (logs) {
            attention.addAll(FailureCauses.of(session, frame, now));
        }
        attention.sort(Comparator.comparing((Attention one) -> one.tone().equals("bad") ? 0 : 1));
        boolean pages = name.isEmpty();
        return new OverviewView(name.orElse(""), attention, unseen(frame), logs, connections, streams,
                pages && page > 0 ? Optional.of(link(frame, page - 1)) : Optional.empty(),
                pages && found.size() > ROWS ? Optional.of(link(frame, page + 1)) : Optional.empty(),
                !pages && found.size() > ROWS, now);
    }

    private static String sentence(StreamRow stream) {
        String waits = stream.behind().isEmpty()
                ? stream.open().equals("0") ? "" : " " + stream.open() + " deliveries wait."
                : " " + stream.behind() + " changes wait.";
        return stream.sentence() + waits
                + (stream.failed().equals("0") ? "" : " Dead letters: " + stream.failed() + ".");
    }

    /** What this page cannot say to whoever asks. */
    private static List<String> unseen(Frame frame) {
        List<String> unseen = new ArrayList<>();
        if (!frame.may(ManagementScope.READ_LOGS)) {
            unseen.add("how connections do (" + ManagementScope.READ_LOGS.word() + ")");
        }
        if (!frame.may(ManagementScope.READ_EVENT_STREAMS)) {
            unseen.add("how event streams do (" + ManagementScope.READ_EVENT_STREAMS.word() + ")");
        }
        if (!frame.may(ManagementScope.READ_SCIM_TOKEN)) {
            unseen.add("whether credentials are still good (" + ManagementScope.READ_SCIM_TOKEN.word() + ")");
        }
        return unseen;
    }

    private static String link(Frame frame, int page) {
        return frame.link(ConsolePath.OVERVIEW,
                page == 0 ? LinkQuery.NONE : LinkQuery.NONE.with("page", Integer.toString(page)));
    }
}
