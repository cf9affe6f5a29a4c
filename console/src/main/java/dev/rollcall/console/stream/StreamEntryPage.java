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
import dev.rollcall.console.frame.QuickAction;
import dev.rollcall.console.stream.StreamEntryView.Actions;
import dev.rollcall.console.stream.StreamEntryView.Figures;
import dev.rollcall.console.stream.StreamEntryView.Links;
import dev.rollcall.console.stream.StreamEntryView.Quirk;
import dev.rollcall.directory.access.StreamStatuses;
import dev.rollcall.directory.access.StreamSwitch;
import dev.rollcall.directory.access.StreamSwitch.Backlog;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.directory.stream.StreamStatus;
import dev.rollcall.directory.stream.WebhookTarget;
import dev.rollcall.server.management.ManagementFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** One stream: how it does, since when, what comes next, and pausing it, letting it go on and trying its target at once. */
public final class StreamEntryPage implements ConsolePage {
    private static final ManagementScope CHANGES = ManagementScope.UPDATE_EVENT_STREAMS;
    /** Characters of a reason. */
    private static final int LONGEST_REASON = 1_024;

    private final ConsoleServices services;
    private final StreamFinder finder;

    public StreamEntryPage(ConsoleServices services) {
        this.services = services;
        this.finder = new StreamFinder(services);
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(
                ConsoleRoute.get(ConsolePath.STREAM, ManagementScope.READ_EVENT_STREAMS, this::show),
                ConsoleRoute.post(ConsolePath.STREAM_PAUSE, CHANGES, this::pause),
                ConsoleRoute.post(ConsolePath.STREAM_RESUME, CHANGES, this::resume),
                ConsoleRoute.post(ConsolePath.STREAM_PROBE, CHANGES, this::probe));
    }

    private ConsoleAnswer show(ConsoleRequest request) {
        EventStream stream = finder.of(request);
        StreamStatus status = services.management().streams().statuses().countedFor(request.share()).of(stream);
        Instant now = services.clock().instant();
        return ConsoleAnswer.page("stream.jte", services.storage()
                .read(request.share(), session -> view(session, request.frame(), stream, status, now)));
    }

    private ConsoleAnswer pause(ConsoleRequest request) {
        Optional<String> reason = request.form().text("reason");
        if (reason.filter(text -> text.length() > LONGEST_REASON).isPresent()) {
            throw ManagementFailure.body("A reason has at most " + LONGEST_REASON + " characters.");
        }
        return done(request, (changed, id) -> changed.pause(id, reason));
    }

    private ConsoleAnswer resume(ConsoleRequest request) {
        Backlog backlog = switch (request.form().required("backlog", "What waits")) {
            case "deliver" -> Backlog.DELIVER;
            case "skip" -> Backlog.SKIP;
            default -> throw ManagementFailure.body("What waits is either delivered or skipped.");
        };
        return done(request, (changed, id) -> changed.resume(id, backlog));
    }

    private ConsoleAnswer probe(ConsoleRequest request) {
        return done(request, StreamSwitch::probe);
    }

    private ConsoleAnswer done(ConsoleRequest request, BiFunction<StreamSwitch, StreamId, EventStream> work) {
        StreamId id = finder.of(request).id();
        request.change(trail -> work.apply(
                services.management().streams().switches().countedFor(request.share()).audited(trail), id));
        return QuickAction.after(request, request.frame().link(ConsolePath.STREAM, id.value()));
    }

    private static StreamEntryView view(ReadSession session, Frame frame, EventStream stream, StreamStatus status,
            Instant now) {
        StreamDay day = StreamDay.of(session, stream.id(), now);
        StreamVerdict verdict = StreamVerdict.of(stream, status, day,
                StreamHealth.oldestChange(session, status.progress(), status.backlog().behind()), now);
        return new StreamEntryView(
                stream.name(),
                stream.id().value(),
                stream.destination().kind(),
                StreamFacts.target(stream.destination()).toString(),
                StreamHealth.state(stream),
                verdict.tone(),
                verdict.sentence(),
                verdict.since(),
                status.nextProbe(),
                new Figures(
                        count(status.backlog().open()),
                        status.backlog().oldestAt(),
                        status.backlog().behind() + (status.backlog().behindIsMore() ? "+" : ""),
                        count(status.backlog().failed()),
                        status.progress().lastDeliveryAt(),
                        status.progress().lastSuccessAt()),
                day.rate(),
                day.chart(),
                StreamFacts.circuit(stream, status, now),
                status.progress().lastAnswer(),
                StreamFacts.pacing(stream),
                StreamFacts.settings(session, stream),
                session.remotes()
                        .quirks(stream.id())
                        .stream()
                        .map(quirk -> new Quirk(quirk.name(), quirk.value(), quirk.evidence(), quirk.learnedAt(),
                                frame.may(CHANGES)
                                        ? Optional.of(frame.link(ConsolePath.STREAM_QUIRK_FORGET, stream.id().value(),
                                                quirk.name()))
                                        : Optional.empty()))
                        .toList(),
                links(frame, stream),
                frame.may(CHANGES) ? Optional.of(actions(frame, stream, status, now)) : Optional.empty(),
                CommandWord.of(stream.name()));
    }

    private static Links links(Frame frame, EventStream stream) {
        String id = stream.id().value();
        boolean deliveries = frame.may(ManagementScope.READ_EVENT_DELIVERIES);
        return new Links(
                deliveries ? Optional.of(frame.link(ConsolePath.STREAM_DELIVERIES, id)) : Optional.empty(),
                deliveries ? Optional.of(of(frame, id, DeliveryState.PENDING)) : Optional.empty(),
                deliveries ? Optional.of(of(frame, id, DeliveryState.FAILED)) : Optional.empty(),
                stream.destination() instanceof ScimTarget
                        ? Optional.of(frame.link(ConsolePath.STREAM_SYNC, id))
                        : Optional.empty(),
                frame.link(ConsolePath.STREAM_PREVIEW, id),
                frame.may(CHANGES) ? Optional.of(frame.link(ConsolePath.STREAM_SETTINGS, id)) : Optional.empty());
    }

    private static String of(Frame frame, String id, DeliveryState state) {
        return frame.link(ConsolePath.STREAM_DELIVERIES, LinkQuery.NONE.with("status", state.keyword()), id);
    }

    private static Actions actions(Frame frame, EventStream stream, StreamStatus status, Instant now) {
        String id = stream.id().value();
        boolean enabled = stream.state().isEnabled();
        boolean lost = stream.state().kind() == StreamState.Kind.NEEDS_SYNC
                && stream.destination() instanceof ScimTarget;
        return new Actions(
                enabled ? Optional.of(frame.link(ConsolePath.STREAM_PAUSE, id)) : Optional.empty(),
                enabled ? Optional.empty() : Optional.of(frame.link(ConsolePath.STREAM_RESUME, id)),
                !lost,
                enabled && StreamStatus.isOpen(status.progress(), now)
                        ? Optional.of(frame.link(ConsolePath.STREAM_PROBE, id))
                        : Optional.empty(),
                StreamTargetPage.hasSecret(stream) ? Optional.of(frame.link(ConsolePath.STREAM_SECRET, id))
                        : Optional.empty(),
                frame.link(ConsolePath.STREAM_TEST, id),
                enabled && stream.destination() instanceof WebhookTarget
                        ? stream.subscriptions().stream().map(EventType::keyword).toList()
                        : List.of());
    }

    private static String count(long rows) {
        return rows >= StreamStatuses.MOST_COUNTED ? rows + "+" : Long.toString(rows);
    }
}
