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
import dev.rollcall.console.stream.DeliveryListView.Cause;
import dev.rollcall.console.stream.DeliveryListView.Choice;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.CauseGroup;
import dev.rollcall.directory.storage.DeliveryPage;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.ManagementQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is on its way to a stream's target and what has become of it: the dead letters by cause, then the list, newest first.
 *
 * <p>Guarantees: a page costs one search, within its budget, whatever is asked for; when the budget ends it early the page says so
 * and goes on where it ended.
 */
public final class DeliveryListPage implements ConsolePage {
    private static final int ROWS = 50;
    /** Causes that are shown. */
    private static final int CAUSES = 20;
    /** Bytes that one row may take, kept and as text. */
    private static final long LARGEST_ROW = 16L << 10;
    private static final int MOST_DONE = 1_000_000_000;

    private final ConsoleServices services;
    private final StreamFinder finder;

    public DeliveryListPage(ConsoleServices services) {
        this.services = services;
        this.finder = new StreamFinder(services);
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(ConsoleRoute.get(ConsolePath.STREAM_DELIVERIES, ManagementScope.READ_EVENT_DELIVERIES,
                this::show));
    }

    private ConsoleAnswer show(ConsoleRequest request) {
        EventStream stream = finder.of(request);
        DeliveryLink link = DeliveryLink.of(request.query());
        Optional<EventId> after = request.query().text("from").map(DeliveryListPage::place);
        String done = done(request.query());
        Instant now = services.clock().instant();
        request.reserve((ROWS + CAUSES) * LARGEST_ROW);
        return ConsoleAnswer.page("deliveries.jte", services.storage()
                .read(request.share(), session -> view(session, request.frame(), stream, link, after, done, now)));
    }

    private static DeliveryListView view(ReadSession session, Frame frame, EventStream stream, DeliveryLink link,
            Optional<EventId> after, String done, Instant now) {
        String id = stream.id().value();
        DeliveryPage page = session.deliveries().page(link.walk(stream.id(), after, now), ROWS);
        SubjectNames names = new SubjectNames(session);
        List<DeliveryRow> rows = page.deliveries()
                .stream()
                .map(delivery -> DeliveryRow.of(session, names, delivery, frame))
                .toList();
        List<CauseGroup> groups = after.isPresent() ? List.of() : session.deliveries().causes(stream.id(), CAUSES + 1);
        LinkQuery query = link.query();
        boolean redeliverable = link.states().isEmpty() || link.states().contains(DeliveryState.FAILED);
        return new DeliveryListView(
                stream.name(),
                frame.link(ConsolePath.STREAM, id),
                frame.link(ConsolePath.STREAM_DELIVERIES, id),
                done,
                new DeliveryListView.Fields(
                        link.types().stream().sorted().map(EventType::keyword).collect(Collectors.joining(",")),
                        link.subject().map(SubjectKey::text).orElse(""),
                        link.cause().orElse(""),
                        link.since().map(Instant::toString).orElse(""),
                        link.until().map(Instant::toString).orElse(""),
                        link.failedBefore().map(Instant::toString).orElse("")),
                choices(statuses(), link.states()
                        .stream()
                        .sorted()
                        .map(DeliveryState::keyword)
                        .collect(Collectors.joining(","))),
                choices(spans(), link.within()),
                groups.stream().limit(CAUSES).map(group -> cause(session, frame, stream, group)).toList(),
                groups.size() > CAUSES,
                rows,
                page.next().map(next -> frame.link(ConsolePath.STREAM_DELIVERIES, query.with("from", next.text()), id)),
                after.map(_ -> frame.link(ConsolePath.STREAM_DELIVERIES, query, id)),
                rows.size() < ROWS && page.next().isPresent(),
                redeliverable && !groups.isEmpty()
                        ? redeliver(frame, query.without("status"), id)
                        : Optional.empty(),
                link.isEverything(),
                CommandWord.of(stream.name()),
                command(stream, link));
    }

    private static Cause cause(ReadSession session, Frame frame, EventStream stream, CauseGroup group) {
        String id = stream.id().value();
        // What failed without a cause cannot be asked for by one.
        LinkQuery own = group.cause().isEmpty() ? LinkQuery.NONE : LinkQuery.NONE.with("cause", group.cause());
        return new Cause(
                group.cause().isEmpty() ? "No cause was noted" : group.cause(),
                group.count(),
                session.deliveries().find(stream.id(), group.oldest()).map(StreamDelivery::createdAt),
                group.newestAt(),
                frame.link(ConsolePath.STREAM_DELIVERIES, own.with("status", DeliveryState.FAILED.keyword()), id),
                frame.link(ConsolePath.STREAM_DELIVERY, id, group.newest().text()),
                group.cause().isEmpty() ? Optional.empty() : redeliver(frame, own, id));
    }

    private static Optional<String> redeliver(Frame frame, LinkQuery query, String id) {
        return frame.may(ManagementScope.UPDATE_EVENT_DELIVERIES)
                ? Optional.of(frame.link(ConsolePath.STREAM_REDELIVERY, query, id))
                : Optional.empty();
    }

    /** What the page says that was opened by having done it. */
    private static String done(ManagementQuery query) {
        if (query.has("redelivered")) {
            return letters(query.number("redelivered", 0, 0, MOST_DONE)) + " on the way again.";
        }
        return query.has("discarded")
                ? letters(query.number("discarded", 0, 0, MOST_DONE)) + " given up."
                : "";
    }

    private static String letters(int count) {
        return count == 1 ? "One dead letter is" : count + " dead letters are";
    }

    private static String command(EventStream stream, DeliveryLink link) {
        StringBuilder command = new StringBuilder("./rollcall stream deliveries " + CommandWord.of(stream.name()));
        if (!link.states().isEmpty()) {
            command.append(" --status ")
                    .append(link.states()
                            .stream()
                            .sorted()
                            .map(DeliveryState::keyword)
                            .collect(Collectors.joining(",")));
        }
        return command.append(link.flags()).toString();
    }

    private static EventId place(String text) {
        return EventId.parse(text)
                .orElseThrow(() -> ManagementFailure.query("The parameter from must be an event's id. Leave it out to"
                        + " begin with the newest."));
    }

    private static Map<String, String> statuses() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("", "All");
        labels.put("failed", "Failed for good");
        labels.put("pending", "On their way");
        labels.put("delivered", "Delivered");
        labels.put("superseded", "Superseded");
        labels.put("skipped", "Skipped");
        return labels;
    }

    private static Map<String, String> spans() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("", "Any time");
        labels.put("1h", "Last hour");
        labels.put("24h", "Last day");
        labels.put("7d", "Last week");
        return labels;
    }

    private static List<Choice> choices(Map<String, String> labels, String chosen) {
        List<Choice> choices = new ArrayList<>();
        labels.forEach((value, label) -> choices.add(new Choice(value, label, value.equals(chosen))));
        if (!labels.containsKey(chosen)) {
            choices.add(new Choice(chosen, chosen, true));
        }
        return choices;
    }
}
