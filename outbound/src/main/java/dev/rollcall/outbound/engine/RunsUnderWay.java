package dev.rollcall.outbound.engine;

import dev.rollcall.directory.failure.FailureReports;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.HeadNext;
import dev.rollcall.directory.stream.HeadResult;
import dev.rollcall.directory.stream.TargetAnswer;
import dev.rollcall.directory.stream.TargetAnswer.Health;
import dev.rollcall.outbound.setting.OutboundSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The runs that are under way, each on a virtual thread, and their room.
 *
 * <p>Guarantees: they hold {@link OutboundSettings#memory} bytes at most, and half of what the process may use, each counted with the
 * most that one can hold, from its start until its result is durable.
 */
final class RunsUnderWay implements AutoCloseable {
    /** How long {@link #close} waits for runs to come to an end by themselves. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How long a subject waits whose run broke off in a way that nobody thought of. */
    static final Duration AFTER_BREAK = Duration.ofMinutes(1);

    private static final System.Logger LOGGER = System.getLogger(RunsUnderWay.class.getName());

    private final EngineParts parts;
    private final HeadWorker worker;
    private final ResultBatch results;
    private final EngineSignals signals;
    private final ByteBudget bytes;
    private final int rooms;
    private final ExecutorService threads = Executors
            .newThreadPerTaskExecutor(Thread.ofVirtual().name("delivery-", 0).factory());
    private final EngineTally tally;
    private final FailureReports reports;
    private final AtomicInteger running = new AtomicInteger();
    private volatile boolean stopping;

    RunsUnderWay(EngineParts parts, HeadWorker worker, ResultBatch results, EngineSignals signals,
            EngineTally tally) {
        this.tally = tally;
        this.reports = new FailureReports(LOGGER, parts.nanos());
        this.parts = parts;
        this.worker = worker;
        this.results = results;
        this.signals = signals;
        long room = room(parts.settings().memory(), Runtime.getRuntime().maxMemory());
        this.bytes = new ByteBudget(room);
        this.rooms = (int) Math.min(Integer.MAX_VALUE, room / OutboundSettings.RUN_BYTES);
    }

    /** What a setting comes to in a process that may use so many bytes: half of them at most, and always one run. */
    static long room(long setting, long process) {
        return Math.max(OutboundSettings.RUN_BYTES, Math.min(setting, process / 2));
    }

    /** How many runs there is room for in all. */
    int rooms() {
        return rooms;
    }

    /** @return whether there is room for one more run, which is taken then */
    boolean takeRoom() {
        return !stopping && bytes.take(OutboundSettings.RUN_BYTES);
    }

    /** Gives the room back of a run that is not begun. */
    void giveRoomBack() {
        bytes.giveBack(OutboundSettings.RUN_BYTES);
    }

    /** Begins a run in the room that was taken for it, with a driver that is in use for it. */
    void begin(EventStream stream, Claim claim, OpenDriver driver, StreamLane lane) {
        lane.begin();
        running.incrementAndGet();
        threads.execute(() -> {
            int requests = 0;
            boolean handedOver = false;
            try {
                HeadWorker.Run run = worker.run(stream, claim, driver.driver(), parts.claims().lease(), () -> stopping);
                requests = run.exchanges().sent();
                tally.sent(run.exchanges());
                HeadResult result = run.result();
                boolean repair = requests > 0 && StreamFanOut.sendsStates(stream);
                ResultBatch.Waiting waiting = new ResultBatch.Waiting(result, run.named(), repair,
                        parts.clock().instant().truncatedTo(ChronoUnit.MILLIS), () -> durable(result, lane));
                if (stops(result)) {
                    lane.stop();
                }
                results.add(waiting);
                handedOver = true;
                signals.results();
            } catch (Throwable failure) {
                reports.report("runs", "A run of the event stream " + stream.id() + " broke off (" + failure
                        + "); what it was for is due again in a minute.", failure);
                if (!handedOver) {
                    HeadResult result = brokenOff(claim.head(), failure);
                    results.add(new ResultBatch.Waiting(result, List.of(), StreamFanOut.sendsStates(stream),
                            result.answer().at(),
                            () -> durable(result, lane)));
                    signals.results();
                }
            } finally {
                driver.done();
                lane.ended(requests);
                running.decrementAndGet();
                signals.dispatch();
            }
        });
    }

    /** Its subject and its room must not stay with a run that is no more; what it has sent nobody knows. */
    private HeadResult brokenOff(DeliveryHead head, Throwable failure) {
        Instant now = parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        HeadNext next = new HeadNext.Again(now.plus(AFTER_BREAK), head.tries() + 1, true,
                Optional.of("internal: " + failure.getClass().getSimpleName()));
        return new HeadResult(head.stream(), head.subject(), head.leaseNo(), head.lastEvent(), List.of(), List.of(),
                Optional.empty(), false, List.of(), List.of(), List.of(), next, TargetAnswer.none(now),
                Optional.empty(), Optional.empty());
    }

    /** Reads nothing, so that it cannot fail because the store is away by now. */
    private void durable(HeadResult result, StreamLane lane) {
        parts.claims().release(result.stream(), result.subject());
        giveRoomBack();
        if (stops(result)) {
            parts.streams().outdated();
            lane.goOn();
        }
        boolean told = result.answer().health() == Health.SICK
                || parts.streams()
                        .knownProgress(result.stream())
                        .filter(progress -> progress.failures() > 0)
                        .isPresent();
        if (told) {
            parts.streams().changed();
        }
        switch (result.next()) {
            case HeadNext.Again again -> lane.lookIn(Duration.between(parts.clock().instant(), again.dueAt()));
            case HeadNext.Further further -> lane.lookIn(Duration.between(parts.clock().instant(), further.dueAt()));
            case HeadNext.Over _ -> lane.wake();
        }
        signals.dispatch();
    }

    private static boolean stops(HeadResult result) {
        return result.hold().isPresent() || result.pause().isPresent();
    }

    /** How many are under way. */
    int running() {
        return running.get();
    }

    /** How many bytes are counted now. */
    long bytes() {
        return bytes.used();
    }

    /** Lets no request begin any more, waits a while for those under way, then interrupts them. Their subjects are due again. */
    @Override
    public void close() {
        stopping = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
                threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
