package dev.rollcall.benchmarks.outbound;

import dev.rollcall.benchmarks.process.Progress;
import dev.rollcall.benchmarks.process.ServerProcess;
import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What is measured of a server with event streams; each prints its table. */
final class OutboundMeasurements {
    private static final double FLOOR = 1_000;
    private static final double SHARE_FLOOR = 0.9;
    private static final double MEMORY_CEILING = 1.25;
    private static final int STREAMS = 10;
    private static final int WARM_UP = 10;
    private static final int TRIED = 50;
    private static final int FLOODED_USERS = 20_000;
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final ServerProcess server;
    private final Writes writes;
    private final Streams streams;
    private final LocalTarget target;

    OutboundMeasurements(ServerProcess server, Writes writes, Streams streams, LocalTarget target) {
        this.server = server;
        this.writes = writes;
        this.streams = streams;
        this.target = target;
    }

    /** A queue is made by writes while the stream is paused, and then delivered; once with a tenth of it before, to warm up. */
    void floor(int users) {
        queue(Math.max(users / WARM_UP, 1));
        queue(users).print("queue", "users", users, FLOOR);
    }

    private Drain queue(int users) {
        StreamId stream = streams.add("queue", paused());
        writes.create(users);
        long before = target.written();
        Drain drain = Drain.measure(server, () -> streams.enable(stream), () -> target.written() - before >= users,
                target::written, PATIENCE);
        streams.remove(stream);
        return drain;
    }

    /** A queue of very many changes of few users, which must not need more memory than a tenth of it. */
    void flood(ChangeFlood flood, int changes) {
        Drain small = flooded(flood, Math.max(changes / WARM_UP, 1));
        Drain drain = flooded(flood, changes);
        drain.print("flood", "events", changes, FLOOR);
        double share = (double) drain.mostMemory() / small.mostMemory();
        System.out.printf(Locale.ROOT,
                "%nMost memory with %,d events against a tenth of them: %.2f; ceiling %.2f: %s.%n",
                changes, share, MEMORY_CEILING, share <= MEMORY_CEILING ? "met" : "**not met**");
    }

    private Drain flooded(ChangeFlood flood, int changes) {
        StreamId stream = streams.add("flood", paused());
        List<Subject> subjects = flood.users(FLOODED_USERS);
        Progress.say("%,d changes are put into the record", changes);
        flood.add(subjects, changes);
        Drain drain = Drain.measure(server, () -> streams.enable(stream), () -> streams.isQuiet(stream),
                target::written, PATIENCE);
        streams.remove(stream);
        return drain;
    }

    /**
     * Writes without streams, beside ten that are paused, and beside ten whose targets have answered 503 for a while; in an order
     * that changes.
     */
    void beside(int rounds, Duration time) {
        List<Double> paused = new ArrayList<>();
        List<Double> sick = new ArrayList<>();
        System.out.println(
                "\n| round | users a second without | beside ten paused streams | share | beside ten sick targets | share |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        for (int round = 1; round <= rounds; round++) {
            double before = writes.rate(time);
            double besidePaused = besidePaused(time);
            double besideSick = besideSick(time);
            // Half of it before and half after, because a store grows and a machine has moods.
            double without = (before + writes.rate(time)) / 2;
            paused.add(besidePaused / without);
            sick.add(besideSick / without);
            System.out.printf(Locale.ROOT, "| %d | %,.0f | %,.0f | %.2f | %,.0f | %.2f |%n", round, without,
                    besidePaused,
                    besidePaused / without, besideSick, besideSick / without);
        }
        System.out.printf(Locale.ROOT,
                "%nMedian share beside paused streams: %.2f; floor %.2f: %s. Beside sick targets: %.2f.%n",
                median(paused), SHARE_FLOOR, median(paused) >= SHARE_FLOOR ? "met" : "**not met**", median(sick));
    }

    private static double median(List<Double> shares) {
        return shares.stream().sorted().toList().get(shares.size() / 2);
    }

    private double besidePaused(Duration time) {
        List<StreamId> added = tenStreams(OutboundMeasurements::paused);
        double rate = writes.rate(time);
        added.forEach(streams::remove);
        return rate;
    }

    private double besideSick(Duration time) {
        target.sick(true);
        List<StreamId> added = tenStreams(() -> StreamState.enabled(now()));
        writes.create(TRIED);
        Progress.say("waiting until ten targets are known to be sick");
        Drain.until(() -> added.stream().allMatch(streams::isSick), Duration.ofMinutes(2));
        double rate = writes.rate(time);
        added.forEach(streams::remove);
        target.sick(false);
        return rate;
    }

    /** What ten paused streams owe is delivered when they are resumed. */
    void resumed(int users) {
        List<StreamId> added = tenStreams(OutboundMeasurements::paused);
        writes.create(users);
        long before = target.written();
        long all = (long) users * STREAMS;
        Drain drain = Drain.measure(server, () -> added.forEach(streams::enable),
                () -> target.written() - before >= all, target::written, PATIENCE);
        drain.print("ten streams at once", "users", all, FLOOR);
        added.forEach(streams::remove);
    }

    private List<StreamId> tenStreams(Supplier<StreamState> state) {
        return IntStream.range(0, STREAMS).mapToObj(i -> streams.add("stream " + i, state.get())).toList();
    }

    private static StreamState paused() {
        return StreamState.paused("until the queue is full", now());
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
