package dev.rollcall.benchmarks.outbound;

import dev.rollcall.benchmarks.load.Endpoint;
import dev.rollcall.benchmarks.load.LoadClient;
import dev.rollcall.benchmarks.process.DurablePostgres;
import dev.rollcall.benchmarks.process.Folders;
import dev.rollcall.benchmarks.process.RollcallAccess;
import dev.rollcall.benchmarks.process.RollcallLauncher;
import dev.rollcall.benchmarks.process.ServerProcess;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Storage;
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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What event streams can do and what they cost: how fast a queue of users reaches a target on this machine and how much memory
 * that takes, whether very many events need more, and how fast users are written beside ten streams whose targets take nothing,
 * against none.
 */
@Command(name = "outbound", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Measures event streams to a SCIM application on this machine and prints tables in Markdown.")
public final class OutboundBenchmark implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int SMALL_USERS = 1_000;
    private static final int SMALL_CHANGES = 20_000;

    @Option(names = "--rollcall", defaultValue = "./rollcall", description = "Rollcall's launcher (${DEFAULT-VALUE}).")
    private Path launcher = Path.of("rollcall");

    @Option(names = "--users", defaultValue = "20000", description = "Users in the queue (${DEFAULT-VALUE}).")
    private int users;

    @Option(names = "--changes", defaultValue = "1000000",
            description = "Events in the queue that must not need more memory (${DEFAULT-VALUE}).")
    private int changes;

    @Option(names = "--small",
            description = "Everything in seconds, to see that it works: the figures are no measure of anything.")
    private boolean small;

    @Option(names = "--rounds", defaultValue = "3",
            description = "Rounds of writes without streams, beside paused ones and beside sick targets (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "10",
            description = "How long each of the four parts of a round lasts (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--processor", defaultValue = "0", description = "The server's processor (${DEFAULT-VALUE}).")
    private int processor;

    @Option(names = "--java-options", defaultValue = "-Xmx512m", description = "For Rollcall's JVM (${DEFAULT-VALUE}).")
    private String javaOptions = "";

    @Option(names = "--postgres", description = "Rollcall on PostgreSQL instead of the embedded store.")
    private boolean onPostgres;

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
            ChangeFlood flood = new ChangeFlood(storage, new ConnectionId(access.connectionId()));
            OutboundMeasurements measured = new OutboundMeasurements(server, new Writes(client), streams, target);
            measured.floor(small ? SMALL_USERS : users);
            measured.flood(flood, small ? SMALL_CHANGES : changes);
            measured.beside(small ? 1 : rounds, Duration.ofSeconds(small ? 2 : seconds));
            measured.resumed((small ? SMALL_USERS : users) / 10);
        }
    }
}
