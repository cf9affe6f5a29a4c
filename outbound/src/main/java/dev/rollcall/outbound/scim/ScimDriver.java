package dev.rollcall.outbound.scim;

import dev.rollcall.client.http.ScimTransport;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.ReportStep;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.SkipReason;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.mapping.target.TargetKind;
import dev.rollcall.mapping.target.TargetMapping;
import dev.rollcall.outbound.credential.TargetTokens;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Done;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Final;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Later;
import dev.rollcall.outbound.delivery.DeliveryOutcome.OutOfTime;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Skipped;
import dev.rollcall.outbound.delivery.DeliveryOutcome.Unauthorized;
import dev.rollcall.outbound.delivery.DeliveryWork;
import dev.rollcall.outbound.delivery.Learned;
import dev.rollcall.outbound.delivery.TargetDriver;
import dev.rollcall.outbound.delivery.WorkClock;
import dev.rollcall.outbound.scim.ScimExchange.Ask;
import dev.rollcall.outbound.scim.TargetSubjects.GroupNow;
import dev.rollcall.outbound.scim.TargetSubjects.Shown;
import dev.rollcall.outbound.scim.TargetSubjects.UserNow;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Keeps users and groups at one SCIM application as they are here. What is sent is the state of now, whatever the event was; what was
 * owed says how careful it has to be.
 */
public final class ScimDriver implements TargetDriver {
    /** After so many tries an answer of the wrong shape counts as what the target always answers. */
    private static final int SHAPE_TRIES = 3;

    private final StreamId stream;
    private final TargetConnection target;
    private final TargetSubjects subjects;
    private final TargetMapping users;
    private final TargetMapping groups;
    private final TargetDiscovery discovery;
    private final RandomGenerator random;
    private final AutoCloseable connections;

    /**
     * A driver for one revision of a stream.
     *
     * @param connections closed with the driver
     * @throws dev.rollcall.mapping.InvalidMappingException when the stream's rows make no mapping
     */
    public ScimDriver(EventStream stream, ScimTransport transport, TargetTokens tokens, TargetSubjects subjects,
            MappingLimits limits, RandomGenerator random, AutoCloseable connections) {
        this(stream, transport, tokens, subjects, limits, random, connections, Waiting::sleep);
    }

    ScimDriver(EventStream stream, ScimTransport transport, TargetTokens tokens, TargetSubjects subjects,
            MappingLimits limits, RandomGenerator random, AutoCloseable connections, Waiting waiting) {
        ScimTarget settings = (ScimTarget) stream.destination();
        Peculiarities make = Peculiarities.of(settings.preset());
        TargetQuirks quirks = new TargetQuirks(make.quirks(), subjects.quirks(), subjects::learn,
                subjects::unlearn);
        this.target = new TargetConnection(settings, transport, tokens, quirks, make, waiting);
        this.stream = stream.id();
        this.subjects = subjects;
        this.users = TargetMapping.parse(TargetKind.USER, TargetPresets.rows(settings, TargetKind.USER), limits);
        this.groups = TargetMapping.parse(TargetKind.GROUP, TargetPresets.rows(settings, TargetKind.GROUP), limits);
        this.discovery = new TargetDiscovery(quirks);
        this.random = random;
        this.connections = connections;
    }

    @Override
    public DeliveryOutcome deliver(DeliveryWork work, WorkClock clock) {
        ScimExchange exchange = new ScimExchange(target, clock);
        DeliveryHead head = work.head();
        if (head.subject().isUser()) {
            UserNow user = subjects.user(head.subject());
            if (user.shown().isEmpty() && !work.stream().subscriptions().contains(EventType.USER_DELETED)) {
                return new Skipped(SkipReason.NOT_SUBSCRIBED, Learned.nothing(), exchange.exchanges());
            }
            ScimRun run = new ScimRun(head, user.shown()
                    .map(Shown::resourceId)
                    .or(() -> user.remote().map(remote -> remote.resourceId()))
                    .orElse(""), user.to(), user.remote(), clock.now());
            return guarded(run, user.shown(), exchange,
                    () -> new UserWork(target, users, random, exchange, run, user, subjects).run());
        }
        if (head.subject().isGroup()) {
            if (!target.settings().groups()) {
                return GroupWork.skipped(head.subject(), subjects, SkipReason.GROUPS, Learned.nothing(), exchange);
            }
            GroupNow group = subjects.group(head.subject(), GroupWork.DELTAS);
            if (group.shown().isEmpty() && !work.stream().subscriptions().contains(EventType.GROUP_DELETED)) {
                return GroupWork.skipped(head.subject(), subjects, SkipReason.NOT_SUBSCRIBED, Learned.nothing(),
                        exchange);
            }
            ScimRun run = new ScimRun(head, head.subject().tail(), group.to(), group.remote(), clock.now());
            return guarded(run, group.shown(), exchange,
                    () -> new GroupWork(target, groups, random, exchange, run, group, subjects).run());
        }
        // A connection is nothing that SCIM knows, and a test event names nobody whom a target may get.
        return new Skipped(head.subject().isTest() ? SkipReason.TEST : SkipReason.UNCHANGED, Learned.nothing(),
                exchange.exchanges());
    }

    /** Everything that the target has. */
    public TargetListing listing() {
        return new TargetListing(target, users, groups);
    }

    private interface Work {
        DeliveryOutcome run();
    }

    private DeliveryOutcome guarded(ScimRun run, Optional<Shown> shown, ScimExchange exchange, Work work) {
        try {
            discovery.once(exchange);
            return work.run();
        } catch (TargetFailure failure) {
            if (exchange.inDoubt() || failure.maybeDone()) {
                run.answerLost();
            }
            return keepingRefused(run, outcome(failure, run, exchange, run.learnedOfFailure(shown.isPresent())));
        }
    }

    /**
     * What was learned of members whom the target does not take is kept with a run that is made again, beside what it failed for: the
     * subject's cause says so until it is over. A run that had no time left is one of those then, or it would never come any further.
     */
    private static DeliveryOutcome keepingRefused(ScimRun run, DeliveryOutcome outcome) {
        if (run.refusal().isEmpty()) {
            return outcome;
        }
        String refusal = run.refusal().get();
        Learned learned = outcome.learned().refusing(run.refused(), refusal);
        return switch (outcome) {
            case Later later -> new Later(later.cause(), later.retryAfter(), later.targetSick(), later.answerLost(),
                    learned, later.exchanges());
            case Unauthorized all ->
                new Unauthorized(all.cause(), all.sure(), all.answerLost(), learned, all.exchanges());
            case OutOfTime none when !run.refused().isEmpty() ->
                new Later(refusal, Optional.empty(), false, false, learned, none.exchanges());
            default -> outcome;
        };
    }

    private static DeliveryOutcome outcome(
            TargetFailure failure, ScimRun run, ScimExchange exchange, Learned learned) {
        boolean lost = exchange.inDoubt() || failure.maybeDone();
        return switch (failure.meaning()) {
            case SICK -> new Later(failure.cause(), failure.hold(), true, lost, learned, exchange.exchanges());
            case BUSY -> new Later(failure.cause(), Optional.of(failure.hold().orElse(ScimExchange.UNSAID_HOLD)), false,
                    lost, learned, exchange.exchanges());
            case LATER, TOO_LARGE ->
                new Later(failure.cause(), failure.hold(), false, lost, learned, exchange.exchanges());
            case SHAPE -> run.tries() < SHAPE_TRIES
                    ? new Later(failure.cause(), Optional.empty(), false, lost, learned, exchange.exchanges())
                    : new Final(failure.cause(), learned, exchange.exchanges());
            case FINAL -> new Final(failure.cause(), learned, exchange.exchanges());
            case UNAUTHORIZED -> new Unauthorized(failure.cause(), true, lost, learned, exchange.exchanges());
            case UNSURE -> new Unauthorized(failure.cause(), false, lost, learned, exchange.exchanges());
            case OUT_OF_TIME -> lost
                    ? new Later("The time of the run was over before the target had acknowledged it.", Optional.empty(),
                            false, true, learned, exchange.exchanges())
                    : new OutOfTime(learned, exchange.exchanges());
        };
    }

    @Override
    public DeliveryOutcome probe(WorkClock clock) {
        ScimExchange exchange = new ScimExchange(target, clock);
        try {
            TargetReply reply = exchange.send(
                    Ask.get("/Users", "/Users?filter=" + TargetLookup.encoded("userName eq \"rollcall-probe\"")));
            if (reply.isOfWholeApi()) {
                return new Later(exchange.cause(reply) + " (no SCIM API answers there; is base_url still right?)",
                        Optional.empty(), true, false, Learned.nothing(), exchange.exchanges());
            }
            return reply.status() == 403
                    ? new Unauthorized(exchange.cause(reply), true, false, Learned.nothing(), exchange.exchanges())
                    : Done.of(Learned.nothing(), exchange.exchanges());
        } catch (TargetFailure failure) {
            return switch (failure.meaning()) {
                case UNAUTHORIZED, UNSURE ->
                    new Unauthorized(failure.cause(), true, false, Learned.nothing(), exchange.exchanges());
                case TOO_LARGE -> Done.of(Learned.nothing(), exchange.exchanges());
                default -> new Later(failure.cause(), failure.hold(), true, false, Learned.nothing(),
                        exchange.exchanges());
            };
        }
    }

    /**
     * Tries the target in earnest with a user that is made for it and deleted again.
     *
     * @param domain which that user's address is in
     * @param clocks the time that one step has
     */
    List<ReportStep> check(String domain, Supplier<WorkClock> clocks) {
        return new ScratchUser(target, users, discovery, random, stream, domain, clocks).run();
    }

    @Override
    public void close() {
        try {
            connections.close();
        } catch (Exception e) {
            throw new IllegalStateException("The connections to a target could not be closed.", e);
        }
    }
}
