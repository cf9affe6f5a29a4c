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

    /** A queue is made by writes while the stream is paused, and then delivered. */
    Drain floor(int users) {
        StreamId stream = streams.add("queue", paused());
        writes.create(users);
        Drain drain = Drain.measure(server, () -> streams.enable(stream), () -> target.written() >= users,
                target::written, PATIENCE);
        drain.print("queue", "users", users, FLOOR);
        streams.remove(stream);
        return drain;
    }

    /** The same with a queue of very many changes of few users, which must not need more memory. */
    void flood(ChangeFlood flood, int changes, Drain small) {
        StreamId stream = streams.add("flood", paused());
        List<Subject> subjects = flood.users(FLOODED_USERS);
        Progress.say("%,d changes are put into the record", changes);
        flood.add(subjects, changes);
        Drain drain = Drain.measure(server, () -> streams.enable(stream), () -> streams.isQuiet(stream),
                target::written, PATIENCE);
        drain.print("flood", "events", changes, FLOOR);
        double share = (double) drain.mostMemory() / small.mostMemory();
        System.out.printf(Locale.ROOT,
                "%nMost memory with %,d events against the queue before: %.2f; ceiling %.2f: %s.%n",
                changes, share, MEMORY_CEILING, share <= MEMORY_CEILING ? "met" : "**not met**");
        streams.remove(stream);
    }

    /** Writes with and without streams, in pairs whose order changes; the targets answer 503, so that rows and probes are there too. */
    void beside(int rounds, Duration time) {
        target.sick(true);
        List<Double> shares = new ArrayList<>();
        System.out.println("\n| round | users a second without | with ten streams whose targets answer 503 | share |");
        System.out.println("| --- | --- | --- | --- |");
        for (int round = 1; round <= rounds; round++) {
            double first = round % 2 == 1 ? writes.rate(time) : rateWithStreams(time);
            double second = round % 2 == 1 ? rateWithStreams(time) : writes.rate(time);
            double without = round % 2 == 1 ? first : second;
            double with = round % 2 == 1 ? second : first;
            shares.add(with / without);
            System.out.printf(Locale.ROOT, "| %d | %,.0f | %,.0f | %.2f |%n", round, without, with, with / without);
        }
        shares.sort(Double::compare);
        double median = shares.get(shares.size() / 2);
        System.out.printf(Locale.ROOT, "%nMedian share: %.2f; floor %.2f: %s.%n", median, SHARE_FLOOR,
                median >= SHARE_FLOOR ? "met" : "**not met**");
    }

    private double rateWithStreams(Duration time) {
        List<StreamId> added = tenStreams(() -> StreamState.enabled(now()));
        double rate = writes.rate(time);
        added.forEach(streams::remove);
        return rate;
    }

    /** What ten paused streams owe is delivered when they are resumed. */
    void resumed(int users) {
        target.sick(false);
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
