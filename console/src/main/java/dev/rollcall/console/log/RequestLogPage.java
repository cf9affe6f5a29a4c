package dev.rollcall.console.log;

import dev.rollcall.console.frame.CommandWord;
import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsolePage;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleRoute;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.console.frame.LinkQuery;
import dev.rollcall.console.live.LiveEvent;
import dev.rollcall.console.live.LivePages;
import dev.rollcall.console.log.RequestLogView.Choice;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.log.LogCause;
import dev.rollcall.directory.storage.LogStretch;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.scim.tolerance.Tolerance;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.management.log.LogPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The list of what identity providers asked for, newest first.
 *
 * <p>Guarantees: a page costs one search of the log, within its budget, whatever is asked for; when the budget ends it early the page
 * says so and goes on where it ended.
 */
public final class RequestLogPage implements ConsolePage {
    private static final int ROWS = 50;
    private static final String AFTER = "after";
    private static final HeaderName LAST_EVENT_ID = HeaderName.of("Last-Event-ID");
    private static final Pattern MILLIS = Pattern.compile("\\d{1,15}");
    private static final Pattern NUMBERED = Pattern.compile("\\d");
    private static final Map<String, String> STATUSES = ordered("", "All", "failed", "Failed", "401", "401 token",
            "403",
            "403 scope", "404", "404 not found", "409", "409 taken", "400", "400 not understood", "5xx", "5xx ours");
    private static final Map<String, String> SPANS = ordered("", "Any time", "1h", "Last hour", "24h", "Last day", "7d",
            "Last week");
    private static final Map<String, String> TOLERANCES = tolerances();
    private static final Map<String, String> CAUSES = causes();
    /** Characters of a cause's sentence beside its word. */
    private static final int LABEL = 60;

    private final ConsoleServices services;
    private final LivePages live;

    public RequestLogPage(ConsoleServices services, LivePages live) {
        this.services = services;
        this.live = live;
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(
                ConsoleRoute.get(ConsolePath.LOG, ManagementScope.READ_LOGS, this::show),
                ConsoleRoute.get(ConsolePath.LOG_LIVE, ManagementScope.READ_LOGS, this::follow));
    }

    private ConsoleAnswer show(ConsoleRequest request) {
        RequestLogFilter filter = filter(request);
        Optional<String> from = request.query().text("from");
        boolean follows = from.isEmpty() && request.query().text("live").isPresent();
        Instant now = services.clock().instant();
        List<RequestRow> rows = new ArrayList<>();
        if (filter.cause().isPresent()) {
            request.reserve(LogPage.LARGEST);
        }
        LogStretch found = services.storage().read(request.share(), session -> {
            LogStretch stretch = filter.heads(session, from, ROWS, now);
            rows.addAll(rows(session, stretch.entries()));
            return stretch;
        });
        LinkQuery query = filter.query();
        return ConsoleAnswer.page("log.jte", new RequestLogView(
                new RequestLogView.Fields(filter.connectionName(), filter.resource().orElse(""),
                        filter.since().map(Instant::toString).orElse(""),
                        filter.until().map(Instant::toString).orElse("")),
                choices(CAUSES, filter.cause().map(LogCause::keyword).orElse("")),
                choices(STATUSES, filter.status()), choices(SPANS, filter.within()),
                choices(TOLERANCES, filter.tolerance().orElse("")), rows,
                found.next().map(id -> request.frame().link(ConsolePath.LOG, query.with("from", id))),
                from.map(_ -> request.frame().link(ConsolePath.LOG, query)),
                rows.size() < ROWS && found.next().isPresent(),
                follows
                        ? Optional.of(request.frame()
                                .link(ConsolePath.LOG_LIVE, query.with(AFTER, Long.toString(now.toEpochMilli()))))
                        : Optional.empty(),
                from.isPresent() ? Optional.empty()
                        : Optional.of(request.frame()
                                .link(ConsolePath.LOG, follows ? query : query.with("live", "on"))),
                RequestLogExportPage.link(request.frame(), query, RequestLogForm.LINES),
                RequestLogExportPage.link(request.frame(), query, RequestLogForm.TABLE), filter.isEverything(),
                hint(filter)));
    }

    private ConsoleAnswer follow(ConsoleRequest request) {
        RequestLogFilter filter = filter(request);
        LiveRequests tail = new LiveRequests(services, request.share(), filter,
                request.header(LAST_EVENT_ID).or(() -> request.query().text(AFTER)).flatMap(RequestLogPage::moment));
        return new ConsoleAnswer.Events(out -> {
            // HEAD would follow to the end.
            if (request.wantsBody()) {
                live.follow(request.share(), out, () -> events(request, tail.next()), request::isStillSignedIn);
            }
        });
    }

    /** Each says up to when everything was told before it, for a browser that comes back. */
    private static List<LiveEvent> events(ConsoleRequest request, LiveRequests.Look look) {
        List<LiveEvent> events = new ArrayList<>();
        if (look.cut()) {
            events.add(new LiveEvent("cut", "", ""));
        }
        String before = Long.toString(look.before().toEpochMilli());
        look.rows().forEach(row -> events.add(new LiveEvent("entry", before, request.render("logrow.jte", row))));
        // Only who has got all of them knows everything up to now.
        events.add(new LiveEvent("seen", Long.toString(look.at().toEpochMilli()), ""));
        return events;
    }

    private static Optional<Instant> moment(String millis) {
        return MILLIS.matcher(millis).matches()
                ? Optional.of(Instant.ofEpochMilli(Long.parseLong(millis)))
                : Optional.empty();
    }

    private RequestLogFilter filter(ConsoleRequest request) {
        return RequestLogFilter.of(services, request);
    }

    /** The rows of some entries, with the names of their connections. */
    static List<RequestRow> rows(ReadSession session, List<RequestLogEntry> entries) {
        Map<ConnectionId, Optional<Connection>> known = new HashMap<>();
        return entries.stream()
                .map(entry -> RequestRow.of(entry,
                        known.computeIfAbsent(entry.connection(), session.connections()::find)))
                .toList();
    }

    private static String hint(RequestLogFilter filter) {
        // The command knows no word for all that failed, no tolerance and no time.
        return "./rollcall log " + (filter.connectionName().isEmpty() ? "CONNECTION" : filter.connectionName())
                + Optional.of(filter.status())
                        .filter(word -> NUMBERED.matcher(word).lookingAt())
                        .map(word -> " --status " + word)
                        .orElse("")
                + filter.cause().map(cause -> " --cause " + cause.keyword()).orElse("")
                + filter.subject().map(subject -> " --resource " + CommandWord.of(subject.id())).orElse("")
                + " --follow";
    }

    private static List<Choice> choices(Map<String, String> labels, String chosen) {
        List<Choice> choices = new ArrayList<>();
        labels.forEach((value, label) -> choices.add(new Choice(value, label, value.equals(chosen))));
        if (!labels.containsKey(chosen)) {
            choices.add(new Choice(chosen, chosen, true));
        }
        return choices;
    }

    private static Map<String, String> tolerances() {
        Map<String, String> labels = ordered("", "Any");
        Arrays.stream(Tolerance.values()).forEach(one -> labels.put(one.id(), one.id()));
        return labels;
    }

    private static Map<String, String> causes() {
        Map<String, String> labels = ordered("", "Anything");
        Arrays.stream(LogCause.values())
                .filter(cause -> cause != LogCause.DONE)
                .forEach(cause -> labels.put(cause.keyword(), label(cause)));
        return labels;
    }

    private static String label(LogCause cause) {
        String sentence = cause.sentence();
        return cause.keyword().replace('-', ' ') + ": "
                + (sentence.length() <= LABEL ? sentence : sentence.substring(0, LABEL).stripTrailing() + "…");
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
