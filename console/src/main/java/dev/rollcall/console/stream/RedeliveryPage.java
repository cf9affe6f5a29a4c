package dev.rollcall.console.stream;

import dev.rollcall.console.frame.CommandWord;
import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsolePage;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleRoute;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.console.frame.LinkQuery;
import dev.rollcall.console.stream.RedeliveryView.Term;
import dev.rollcall.directory.access.Redeliveries;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.server.management.ManagementFailure;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Delivers dead letters again, or gives them up: those of a cause, of a filter, or one.
 *
 * <p>Guarantees: the page says how many are meant before anything is done, and its forms do it to those alone that had failed by
 * then, and to nobody when they are not as many any more.
 */
public final class RedeliveryPage implements ConsolePage {
    private static final ManagementScope SCOPE = ManagementScope.UPDATE_EVENT_DELIVERIES;

    /** Dead letters that are counted; more are told as more. */
    private static final long MOST_COUNTED = 10_000;
    /** Bytes of the dead letters that are counted at a time. */
    private static final long LARGEST_PIECE = 4L << 20;

    private final ConsoleServices services;
    private final StreamFinder finder;

    public RedeliveryPage(ConsoleServices services) {
        this.services = services;
        this.finder = new StreamFinder(services);
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(
                ConsoleRoute.get(ConsolePath.STREAM_REDELIVERY, SCOPE, this::show),
                ConsoleRoute.post(ConsolePath.STREAM_REDELIVERY, SCOPE, this::redeliver),
                ConsoleRoute.post(ConsolePath.STREAM_DELIVERY_AGAIN, SCOPE, this::redeliverOne),
                ConsoleRoute.post(ConsolePath.STREAM_DISCARD, SCOPE, this::discard));
    }

    private ConsoleAnswer show(ConsoleRequest request) {
        request.reserve(LARGEST_PIECE);
        EventStream stream = finder.of(request);
        Instant now = now();
        DeliveryLink link = DeliveryLink.of(request.query()).fixed(now);
        String count = count(request, stream.id(), link);
        List<Term> narrowed = services.storage()
                .read(request.share(), session -> narrowed(link, new SubjectNames(session)));
        String id = stream.id().value();
        LinkQuery query = link.query().without("status");
        String flags = link.flags();
        return ConsoleAnswer.page("redelivery.jte", new RedeliveryView(
                stream.name(),
                request.frame().link(ConsolePath.STREAM, id),
                narrowed,
                count,
                sent(stream),
                request.frame()
                        .link(ConsolePath.STREAM_DELIVERIES, query.with("status", DeliveryState.FAILED.keyword()), id),
                request.frame().link(ConsolePath.STREAM_REDELIVERY, query, id),
                request.frame().link(ConsolePath.STREAM_DISCARD, query, id),
                command(stream, flags),
                command(stream, flags + " --discard 'test users'")));
    }

    private ConsoleAnswer redeliver(ConsoleRequest request) {
        StreamId id = finder.of(request).id();
        DeliveryLink link = meant(request, id);
        long moved = request.change(
                trail -> redeliveries(request).audited(trail).many(id, link.deadLetters(now())));
        return done(request, id, DeliveryState.PENDING, "redelivered", moved);
    }

    private ConsoleAnswer redeliverOne(ConsoleRequest request) {
        StreamId id = finder.of(request).id();
        EventId event = StreamFinder.event(request);
        request.change(trail -> {
            redeliveries(request).audited(trail).one(id, event);
            return event;
        });
        return ConsoleAnswer.redirect(request.frame().link(ConsolePath.STREAM_DELIVERY, id.value(), event.text()));
    }

    private ConsoleAnswer discard(ConsoleRequest request) {
        StreamId id = finder.of(request).id();
        String reason = request.form().required("reason", "Reason");
        DeliveryLink link = meant(request, id);
        long moved = request.change(
                trail -> redeliveries(request).audited(trail).discard(id, link.deadLetters(now()), reason));
        return done(request, id, DeliveryState.SKIPPED, "discarded", moved);
    }

    /** Those that the page has counted. @throws ManagementFailure 409 when they are others by now */
    private DeliveryLink meant(ConsoleRequest request, StreamId id) {
        DeliveryLink link = DeliveryLink.of(request.query());
        String count = count(request, id, link);
        if (link.failedBefore().isEmpty() || !request.form().required("count", "How many").equals(count)) {
            throw new ManagementFailure(409, "",
                    "It is " + count + " dead letters by now, and not as many as the page said, so"
                            + " nothing was done. Load the page anew and look at them.");
        }
        return link;
    }

    /** How many are meant, with a plus when there may be more. */
    private String count(ConsoleRequest request, StreamId id, DeliveryLink link) {
        long count = redeliveries(request).matched(id, link.deadLetters(now()), MOST_COUNTED);
        return count == MOST_COUNTED ? count + "+" : Long.toString(count);
    }

    private static ConsoleAnswer done(ConsoleRequest request, StreamId id, DeliveryState state, String what,
            long moved) {
        LinkQuery query = LinkQuery.NONE.with("status", state.keyword()).with(what, Long.toString(moved));
        return ConsoleAnswer.redirect(request.frame().link(ConsolePath.STREAM_DELIVERIES, query, id.value()));
    }

    private Redeliveries redeliveries(ConsoleRequest request) {
        return services.management().streams().redeliveries().countedFor(request.share());
    }

    private static List<Term> narrowed(DeliveryLink link, SubjectNames names) {
        List<Term> terms = new ArrayList<>();
        link.cause().ifPresent(cause -> terms.add(new Term("Cause", cause)));
        link.subject().ifPresent(subject -> terms.add(new Term("About", names.of(subject))));
        if (!link.types().isEmpty()) {
            terms.add(new Term("Events", link.typeWords()));
        }
        link.since().ifPresent(since -> terms.add(new Term("Put on their way since", since.toString())));
        link.until().ifPresent(until -> terms.add(new Term("Put on their way before", until.toString())));
        link.failedBefore().ifPresent(before -> terms.add(new Term("Failed before", before.toString())));
        return terms;
    }

    private static String sent(EventStream stream) {
        return stream.destination() instanceof ScimTarget
                ? "The application is sent the current state of each subject once, however many of its letters are meant."
                : "The receiver is sent the events themselves, marked as late. Those whose events are not kept any more"
                        + " stay as they are.";
    }

    private static String command(EventStream stream, String flags) {
        return "./rollcall stream redeliver " + CommandWord.of(stream.name()) + flags;
    }

    private Instant now() {
        return services.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
