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
import dev.rollcall.console.live.LivePages;
import dev.rollcall.console.stream.StreamSyncView.Item;
import dev.rollcall.console.stream.StreamSyncView.Last;
import dev.rollcall.console.stream.StreamSyncView.Row;
import dev.rollcall.console.stream.StreamSyncView.Side;
import dev.rollcall.directory.access.StreamSyncs;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.SyncItem;
import dev.rollcall.directory.stream.SyncJob;
import dev.rollcall.scim.text.Moment;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.PageCursor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares a target with its source, shows what would be done about it, and does that.
 *
 * <p>Guarantees: nothing is applied here of which no plan was shown: an application takes a finished dry run or check before it.
 */
public final class StreamSyncPage implements ConsolePage {
    private static final String PLAN = "plan";
    private static final Set<String> COMPARING = Set.of("dry-run", "verify");
    private static final int ITEMS = 50;
    /** Bytes that one item may take, kept and as text. */
    private static final long LARGEST_ITEM = 8L << 10;
    /** Items that are held at once while those of one action are looked for. */
    private static final long PIECE = 500;

    private final ConsoleServices services;
    private final StreamFinder finder;
    private final LivePages live;

    public StreamSyncPage(ConsoleServices services, LivePages live) {
        this.services = services;
        this.finder = new StreamFinder(services);
        this.live = live;
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(
                ConsoleRoute.get(ConsolePath.STREAM_SYNC, ManagementScope.READ_EVENT_STREAMS, this::show),
                ConsoleRoute.post(ConsolePath.STREAM_SYNC, ManagementScope.UPDATE_EVENT_STREAMS, this::begin),
                ConsoleRoute.get(ConsolePath.STREAM_SYNC_LIVE, ManagementScope.READ_EVENT_STREAMS, this::follow),
                ConsoleRoute.get(ConsolePath.STREAM_SYNC_PLAN, ManagementScope.READ_USERS, this::download));
    }

    private ConsoleAnswer show(ConsoleRequest request) {
        EventStream stream = finder.of(request);
        String id = stream.id().value();
        Frame frame = request.frame();
        Optional<SyncJob> job = syncs(request).find(stream.id());
        boolean running = job.filter(last -> last.finishedAt().isEmpty()).isPresent();
        return ConsoleAnswer.page("sync.jte", new StreamSyncView(
                stream.name(),
                frame.link(ConsolePath.STREAM, id),
                job.map(last -> last(request, stream.id(), last)),
                !running && frame.may(ManagementScope.UPDATE_EVENT_STREAMS)
                        ? Optional.of(frame.link(ConsolePath.STREAM_SYNC, id))
                        : Optional.empty(),
                job.map(last -> SyncReport.of(last).mostDepartures()).orElse(StreamSyncs.DEPARTURES_PERCENT),
                job.filter(last -> isPlan(last) && !hasCondition(stream))
                        .map(last -> new StreamSyncView.Apply(applied(SyncReport.of(last)), last.startedAt())),
                hasCondition(stream)
                        ? "A stream with a condition is not applied: a comparison has no event that could be asked."
                        : "Applying needs a finished dry run before it, so that you see what it does.",
                running ? Optional.of(frame.link(ConsolePath.STREAM_SYNC_LIVE, id)) : Optional.empty(),
                "./rollcall sync " + CommandWord.of(stream.name())));
    }

    private ConsoleAnswer begin(ConsoleRequest request) {
        StreamId id = finder.of(request).id();
        String mode = request.form().required("mode", "What to do");
        if (!COMPARING.contains(mode) && !mode.equals("apply")) {
            throw ManagementFailure.body("A synchronisation is a dry run, an application or a check.");
        }
        if (mode.equals("apply") && syncs(request).find(id).filter(StreamSyncPage::isPlan).isEmpty()) {
            throw ManagementFailure
                    .body("There is no plan to apply. Make a dry run first, and look at what it would do.");
        }
        int percent = percent(request.form().text("percent"));
        Optional<Instant> plan = mode.equals("apply") ? Optional.of(planOf(request)) : Optional.empty();
        request.change(trail -> {
            StreamSyncs syncs = syncs(request).audited(trail);
            return plan.isPresent()
                    ? syncs.beginAfter(plan.get(), id, mode, percent)
                    : syncs.begin(id, mode, "", percent);
        });
        return ConsoleAnswer.redirect(request.frame().link(ConsolePath.STREAM_SYNC, id.value()));
    }

    /** When the plan was begun that the page has shown. */
    private static Instant planOf(ConsoleRequest request) {
        return request.form()
                .text("plan")
                .flatMap(Moment::read)
                .orElseThrow(
                        () -> ManagementFailure.body("The form does not say which plan is meant. Load the page anew."));
    }

    private ConsoleAnswer follow(ConsoleRequest request) {
        StreamId id = finder.of(request).id();
        FollowedSync progress = new FollowedSync(request, syncs(request), id);
        return new ConsoleAnswer.Events(out -> {
            // HEAD would follow to the end.
            if (request.wantsBody()) {
                live.follow(request.share(), out, progress::next, request::isStillSignedIn);
            }
        });
    }

    private ConsoleAnswer download(ConsoleRequest request) {
        request.requireScope(ManagementScope.READ_EVENT_STREAMS);
        EventStream stream = finder.of(request);
        return new ConsoleAnswer.Download("application/x-ndjson", "plan-" + stream.id().value() + ".ndjson", out -> {
            if (request.wantsBody()) {
                SyncPlan.write(services, request.share(), stream.id(), out);
            }
        });
    }

    private Last last(ConsoleRequest request, StreamId id, SyncJob job) {
        Frame frame = request.frame();
        SyncReport report = SyncReport.of(job);
        boolean people = frame.may(ManagementScope.READ_USERS);
        String chosen = request.query().text("action").orElse("");
        Optional<SyncPlan.Stretch> plan = people ? Optional.of(plan(request, id, chosen)) : Optional.empty();
        LinkQuery own = LinkQuery.NONE.with("action", Optional.of(chosen).filter(word -> !word.isEmpty()));
        return new Last(
                SyncProgressView.of(job),
                job.source(),
                verdict(job, report),
                report.isEqual(),
                List.of(side(report, "users"), side(report, "blocked"), side(report, "groups"),
                        side(report, "members")),
                report.actions()
                        .stream()
                        .map(action -> new Row(action.label(), action.tone(), action.planned(), action.applied(),
                                people && action.isListed()
                                        ? Optional.of(frame.link(ConsolePath.STREAM_SYNC,
                                                LinkQuery.NONE.with("action", action.word()), id.value()) + "#" + PLAN)
                                        : Optional.empty()))
                        .toList(),
                report.share(),
                report.stops(),
                report.attributes(),
                report.named("conflicts"),
                report.named("failures"),
                report.named("unread"),
                people ? Optional.of(frame.link(ConsolePath.STREAM_SYNC_PLAN, id.value())) : Optional.empty(),
                plan.map(SyncPlan.Stretch::items)
                        .orElse(List.of())
                        .stream()
                        .map(item -> new Item(SyncPlan.about(item), item.action(), SyncPlan.detail(item), item.done()))
                        .toList(),
                plan.flatMap(SyncPlan.Stretch::next)
                        .map(next -> frame.link(ConsolePath.STREAM_SYNC, own.with("from",
                                PageCursor.write(PLAN, List.of(next.subject(), next.action()))), id.value())
                                + "#" + PLAN),
                chosen);
    }

    private SyncPlan.Stretch plan(ConsoleRequest request, StreamId id, String action) {
        Optional<SyncItem> after = request.query().text("from").map(cursor -> {
            List<String> key = PageCursor.read(PLAN, 2, cursor);
            return new SyncItem(key.getFirst(), key.getLast(), "{}", false);
        });
        request.reserve((PIECE + ITEMS) * LARGEST_ITEM);
        return services.storage()
                .read(request.share(), session -> SyncPlan.stretch(session.syncs(), id, after, action, ITEMS));
    }

    /** Whether it is a comparison of the people who are here that is finished: what it found may be applied. */
    private static boolean isPlan(SyncJob job) {
        return job.finishedAt().isPresent()
                && COMPARING.contains(job.mode())
                && job.source().isEmpty()
                && SyncReport.of(job).text("stopped").isEmpty();
    }

    private static boolean hasCondition(EventStream stream) {
        return stream.filter().condition().isPresent();
    }

    private static String applied(SyncReport report) {
        long toDo = report.toDo();
        if (toDo == 0) {
            return "Nothing differs that would be changed.";
        }
        return "It changes " + toDo + (toDo == 1 ? " resource" : " resources")
                + " at the target, as far as that is still so when it is looked at once more.";
    }

    private static String verdict(SyncJob job, SyncReport report) {
        if (job.finishedAt().isEmpty() || !report.text("stopped").isEmpty()) {
            return "";
        }
        if (report.isEqual()) {
            return "Both are equal.";
        }
        return switch (job.mode()) {
            case "apply" -> report.named("failures").isEmpty()
                    ? "It is done."
                    : "It is done but for what failed; that is among the dead letters.";
            default -> "They differ. Nothing was changed at the target.";
        };
    }

    private static Side side(SyncReport report, String what) {
        return new Side(what, report.count("source", what), report.count("target", what));
    }

    private static int percent(Optional<String> text) {
        String percent = text.orElse(Integer.toString(StreamSyncs.DEPARTURES_PERCENT)).replaceFirst("\\s*%$", "");
        if (!percent.matches("\\d{1,3}") || Integer.parseInt(percent) > 100) {
            throw ManagementFailure.body("The share that may depart must be a whole number of percent from 0 to 100.");
        }
        return Integer.parseInt(percent);
    }

    private StreamSyncs syncs(ConsoleRequest request) {
        return services.management().streams().syncs().countedFor(request.share());
    }
}
