package dev.rollcall.outbound.engine;

import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.outbound.delivery.DriverSource;
import dev.rollcall.outbound.setting.OutboundSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Delivers what is in the change record to the event streams: follows, dispatches, and makes results durable, each on a thread of
 * its own, with the runs on virtual threads.
 *
 * <p>Guarantees: what was committed reaches every enabled stream, or is visible as failed or skipped; events of one subject in
 * their order. Whatever fails is tried again, and a process that dies loses nothing. While no stream is there it reads once a
 * second and does nothing else.
 */
public final class Engine implements AutoCloseable {
    /** The node of an embedded store, which has one process at a time. */
    private static final String ONLY_NODE = "local";

    private static final Duration LOOK_ALONE = Duration.ofSeconds(1);
    private static final Duration LOOK_SHARED = Duration.ofMillis(500);

    private final EngineParts parts;
    private final Drivers drivers;
    private final RunsUnderWay runs;
    private final ResultBatch results;
    private final FollowLoop follow;
    private final DispatchLoop dispatch;
    private final EngineTally tally = new EngineTally();
    private final EngineThread following;
    private final EngineThread dispatching;
    private final EngineThread writing;

    private Engine(EngineParts parts, DriverSource source, EventJudge judge, String node, Duration lease) {
        this.parts = parts;
        EngineSignals signals = new Signals();
        Verdict verdict = new Verdict(new RetrySchedule(parts.random()));
        HeadWorker worker = new HeadWorker(judge, verdict, parts.streams(), parts.clock(), parts.nanos());
        this.results = new ResultBatch(parts.storage(), node, tally);
        this.runs = new RunsUnderWay(parts, worker, results, signals, tally);
        this.drivers = new Drivers(source, parts.nanos());
        this.dispatch = new DispatchLoop(parts, drivers, runs, node.equals(ONLY_NODE) ? LOOK_ALONE : LOOK_SHARED);
        this.follow = new FollowLoop(parts, node, lease, dispatch, signals);
        this.following = new EngineThread("outbound-follow", follow::round, parts.nanos());
        this.dispatching = new EngineThread("outbound-dispatch", dispatch::round, parts.nanos());
        this.writing = new EngineThread("outbound-results", results::round, parts.nanos());
    }

    /** The engine of the one process of an embedded store. */
    public static Engine alone(
            Storage storage, OutboundSettings settings, DriverSource source, EventJudge judge, Clock clock,
            LongSupplier nanos, RandomGenerator random) {
        EngineParts parts = new EngineParts(storage, new StreamsInForce(storage, nanos),
                new LocalClaims(storage, clock, nanos), new NodePulse(storage, ONLY_NODE, true, nanos), settings, clock,
                nanos, random);
        return new Engine(parts, source, judge, ONLY_NODE, FollowLoop.LEASE);
    }

    /**
     * The engine of one of several nodes on one database.
     *
     * @param node unlike every other node's, and unlike that of every process before this one
     */
    public static Engine shared(
            Storage storage, OutboundSettings settings, DriverSource source, EventJudge judge, Clock clock,
            LongSupplier nanos, RandomGenerator random, String node) {
        return shared(storage, settings, source, judge, clock, nanos, random, node, LeasedClaims.LEASE);
    }

    /** The same with leases of another length. */
    static Engine shared(
            Storage storage, OutboundSettings settings, DriverSource source, EventJudge judge, Clock clock,
            LongSupplier nanos, RandomGenerator random, String node, Duration lease) {
        EngineParts parts = new EngineParts(storage, new StreamsInForce(storage, nanos),
                new LeasedClaims(storage, node, lease, nanos), new NodePulse(storage, node, false, nanos), settings,
                clock,
                nanos, random);
        return new Engine(parts, source, judge, node, lease);
    }

    /** Begins. */
    public void start() {
        writing.start();
        dispatching.start();
        following.start();
    }

    /** Something was committed here that a stream may wait for, or a stream was changed: it is looked at soon, not in a second. */
    public void wake() {
        parts.streams().changed();
        following.wake();
        dispatching.wake();
    }

    /** What is wrong and what to do; empty when it works. */
    public Optional<String> problem() {
        return Stream.of(following, dispatching, writing)
                .map(EngineThread::problem)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Completed when one of its threads has ended, by {@link #close} or by itself. */
    public CompletionStage<Object> ended() {
        return CompletableFuture.anyOf(Stream.of(following, dispatching, writing)
                .map(EngineThread::ended)
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture<?>[]::new));
    }

    /** What it has done since the start. */
    public EngineTally tally() {
        return tally;
    }

    /** How many deliveries lie open, of enabled streams, counted some seconds ago. */
    public long backlog() {
        return follow.backlog();
    }

    /** How long the oldest of them has been waiting, as of some seconds ago. */
    public Duration oldest() {
        return follow.oldest();
    }

    /** How far behind the change record the following is. */
    public Duration lag() {
        return follow.lag();
    }

    /** How many streams are in a state, hidden ones included. */
    public long streams(StreamState.Kind kind) {
        List<EventStream> known = parts.streams().known();
        return known.stream().filter(stream -> stream.state().kind() == kind).count();
    }

    /** How many streams cannot deliver because of their settings or secrets. */
    public int unusable() {
        return drivers.unusable();
    }

    /**
     * Stops: nothing is followed or begun any more, runs that are under way end or are interrupted, and what came of them is made
     * durable. What was not finished is due at the next start.
     */
    @Override
    public void close() {
        following.close();
        dispatching.close();
        dispatch.close();
        runs.close();
        writing.close();
        results.finish();
        drivers.close();
    }

    /** One round of each part on this thread, for whoever has not started it. @return whether anything is left to do at once */
    boolean round() {
        parts.streams().refresh();
        boolean more = follow.round().isZero();
        more |= dispatch.round().isZero();
        // What has ended by now is written below, and may let others begin.
        more |= runs.running() > 0 || results.waiting() > 0;
        more |= results.round().isZero() || results.waiting() > 0;
        return more;
    }

    /** One round of the following, for tests. */
    void follow() {
        follow.round();
    }

    private final class Signals implements EngineSignals {
        @Override
        public void dispatch() {
            dispatching.wake();
        }

        @Override
        public void results() {
            writing.wake();
        }
    }
}
