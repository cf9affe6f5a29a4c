package dev.rollcall.benchmarks.outbound;

import dev.rollcall.benchmarks.SampleUser;
import dev.rollcall.benchmarks.load.Endpoint;
import dev.rollcall.benchmarks.load.Load;
import dev.rollcall.benchmarks.load.LoadClient;
import dev.rollcall.benchmarks.load.LoadException;
import dev.rollcall.benchmarks.load.Measurement;
import dev.rollcall.benchmarks.load.Workload;
import dev.rollcall.benchmarks.process.DurablePostgres;
import dev.rollcall.benchmarks.process.Folders;
import dev.rollcall.benchmarks.process.Progress;
import dev.rollcall.benchmarks.process.RollcallAccess;
import dev.rollcall.benchmarks.process.RollcallLauncher;
import dev.rollcall.benchmarks.process.ServerProcess;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.oauth.KeyFile;
import dev.rollcall.oauth.StoreSecretSeal;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.postgres.PostgresStorage;
import dev.rollcall.store.sqlite.SqliteStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What event streams can do and what they cost: how fast a queue of users reaches a target on this machine and how much memory
 * that takes, and how fast users are written beside ten streams whose targets take nothing, against none.
 */
@Command(name = "outbound", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Measures event streams to a SCIM application on this machine and prints tables in Markdown.")
public final class OutboundBenchmark implements Callable<Integer> {
    private static final double FLOOR = 1_000;
    private static final double SHARE_FLOOR = 0.9;
    private static final int STREAMS = 10;
    private static final int CLIENTS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int LOOK_MILLIS = 20;

    @Option(names = "--rollcall", defaultValue = "./rollcall", description = "Rollcall's launcher (${DEFAULT-VALUE}).")
    private Path launcher = Path.of("rollcall");

    @Option(names = "--users", defaultValue = "20000", description = "Users in the queue (${DEFAULT-VALUE}).")
    private int users;

    @Option(names = "--rounds", defaultValue = "5",
            description = "Pairs of writes with and without streams (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "10", description = "How long each of them lasts (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--processor", defaultValue = "0", description = "The server's processor (${DEFAULT-VALUE}).")
    private int processor;

    @Option(names = "--java-options", defaultValue = "-Xmx512m", description = "For Rollcall's JVM (${DEFAULT-VALUE}).")
    private String javaOptions = "";

    @Option(names = "--postgres", description = "Rollcall on PostgreSQL instead of the embedded store.")
    private boolean onPostgres;

    private int number;

    /** Runs the benchmark and exits. */
    public static void main(String... arguments) {
        System.exit(new CommandLine(new OutboundBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "rollcall-benchmark-");
        try {
            if (onPostgres) {
                try (DurablePostgres postgres = DurablePostgres.start(folder.resolve("postgres"))) {
                    measure(folder, Optional.of(postgres.jdbcUrl()));
                }
            } else {
                measure(folder, Optional.empty());
            }
        } finally {
            Folders.delete(folder);
        }
        return 0;
    }

    private void measure(Path folder, Optional<String> jdbcUrl) throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        RollcallLauncher rollcall = jdbcUrl
                .map(url -> RollcallLauncher.onPostgres(launcher, data, url, processor))
                .orElseGet(() -> RollcallLauncher.embedded(launcher, data, processor));
        RollcallAccess access = rollcall.createConnection();
        KeyFile keyFile = KeyFile.madeWhenMissing(folder.resolve("key-file.json"));
        keyFile.make();
        try (LocalTarget target = LocalTarget.start();
                ServerProcess server = rollcall.serve(folder.resolve("server.log"), javaOptions,
                        Map.of("ROLLCALL_OUTBOUND_ALLOWED_NETWORKS", "127.0.0.0/8", "ROLLCALL_KEY_FILE",
                                keyFile.path().toString()));
                Storage storage = jdbcUrl.<Storage>map(url -> PostgresStorage.open(url, StoreOptions.defaults()))
                        .orElseGet(() -> SqliteStorage.open(data, StoreOptions.defaults()))) {
            LoadClient client = new LoadClient(
                    Endpoint.at(server.url().resolve("/scim/v2/connections/" + access.connectionId()),
                            Optional.of(access.token())),
                    PATIENCE, server::processorTime);
            Streams streams = new Streams(storage, target.baseUrl(),
                    new StoreSecretSeal(storage, keyFile, Clock.systemUTC()));
            drain(client, server, streams, target);
            beside(client, streams, target);
        }
    }

    /** A queue is made by writes while the stream is paused, and then delivered. */
    private void drain(LoadClient client, ServerProcess server, Streams streams, LocalTarget target) {
        StreamId stream = streams.add("queue", StreamState.paused("until the queue is full",
                Instant.now().truncatedTo(ChronoUnit.MILLIS)));
        create(client, Load.of(users, CLIENTS));
        long before = server.residentMegabytes();
        long most = before;
        Duration computed = server.processorTime();
        long begin = System.nanoTime();
        streams.enable(stream);
        long told = begin;
        while (target.written() < users) {
            pause();
            most = Math.max(most, server.residentMegabytes());
            if (System.nanoTime() - told > Duration.ofSeconds(5).toNanos()) {
                told = System.nanoTime();
                Progress.say("%,d of %,d users are at the target; %d MiB", target.written(), users, most);
            }
        }
        double elapsed = (System.nanoTime() - begin) / 1e9;
        double rate = users / elapsed;
        System.out.println(
                "\n| queue | time | users a second | floor |  | server's processor a user | memory before | most memory |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
        System.out.printf(Locale.ROOT, "| %,d users | %.1f s | %,.0f | %,.0f | %s | %.0f µs | %d MiB | %d MiB |%n",
                users, elapsed,
                rate, FLOOR, rate >= FLOOR ? "met" : "**not met**",
                server.processorTime().minus(computed).toNanos() / 1e3 / users, before, most);
        streams.remove(stream);
    }

    /** Writes with and without streams, in pairs whose order changes; the targets answer 503, so that rows and probes are there too. */
    private void beside(LoadClient client, Streams streams, LocalTarget target) {
        target.sick(true);
        List<Double> shares = new ArrayList<>();
        System.out.println("\n| round | users a second without | with ten streams whose targets answer 503 | share |");
        System.out.println("| --- | --- | --- | --- |");
        List<StreamId> added = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            double without;
            double with;
            if (round % 2 == 1) {
                without = rate(client);
                add(streams, added);
                with = rate(client);
                remove(streams, added);
            } else {
                add(streams, added);
                with = rate(client);
                remove(streams, added);
                without = rate(client);
            }
            shares.add(with / without);
            System.out.printf(Locale.ROOT, "| %d | %,.0f | %,.0f | %.2f |%n", round, without, with, with / without);
        }
        shares.sort(Double::compare);
        double median = shares.get(shares.size() / 2);
        System.out.printf(Locale.ROOT, "%nMedian share: %.2f; floor %.2f: %s.%n", median, SHARE_FLOOR,
                median >= SHARE_FLOOR ? "met" : "**not met**");
    }

    private static void add(Streams streams, List<StreamId> added) {
        for (int i = 0; i < STREAMS; i++) {
            added.add(streams.add("sick " + i, StreamState.enabled(Instant.now().truncatedTo(ChronoUnit.MILLIS))));
        }
    }

    private static void remove(Streams streams, List<StreamId> added) {
        added.forEach(streams::remove);
        added.clear();
    }

    private double rate(LoadClient client) {
        return create(client, Load.lasting(Duration.ofSeconds(seconds), CLIENTS, 1)).rate();
    }

    private Measurement create(LoadClient client, Load load) {
        int first = number;
        Measurement measured = client.run(Workload.of(
                i -> client.endpoint().post("/Users", SampleUser.json(first + i)), (_, _) -> {}), load);
        number += measured.requests();
        return measured;
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("Interrupted.", e);
        }
    }
}
