package dev.rollcall.benchmarks.console;

import dev.rollcall.benchmarks.compare.SeededUsers;
import dev.rollcall.benchmarks.load.Endpoint;
import dev.rollcall.benchmarks.load.LoadClient;
import dev.rollcall.benchmarks.load.Measurement;
import dev.rollcall.benchmarks.process.DurablePostgres;
import dev.rollcall.benchmarks.process.Folders;
import dev.rollcall.benchmarks.process.Progress;
import dev.rollcall.benchmarks.process.RollcallLauncher;
import dev.rollcall.benchmarks.process.ServerProcess;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.store.StoreOptions;
import dev.rollcall.store.postgres.PostgresStorage;
import dev.rollcall.store.sqlite.SqliteStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
 * How fast the console's overview and the pages of its log come with very many connections, users and rows of the log, against a
 * hundredth of them: a page that goes by an index is no slower.
 */
@Command(name = "console", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Measures the console's overview and log with a full store against a small one and prints a table in Markdown.")
public final class ConsoleBenchmark implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String ADMINISTRATOR = "an-administrators-token-of-40-characters";
    private static final int SMALL = 100;
    /** What the pages must show: the first connection, and a request. */
    private static final String FIRST = ">customer-0<";
    private static final String ROW = "<tr id=\"r-";

    @Option(names = "--rollcall", defaultValue = "./rollcall", description = "Rollcall's launcher (${DEFAULT-VALUE}).")
    private Path launcher = Path.of("rollcall");

    @Option(names = "--connections", defaultValue = "10000",
            description = "Connections in the store (${DEFAULT-VALUE}).")
    private int connections;

    @Option(names = "--log-rows", defaultValue = "1000000", description = "Rows of the log (${DEFAULT-VALUE}).")
    private int logRows;

    @Option(names = "--users", defaultValue = "1000000",
            description = "Users, all of one connection; 0 leaves them out (${DEFAULT-VALUE}).")
    private int users;

    @Option(names = "--clients", defaultValue = "1",
            description = "How many ask for the page at the same time (${DEFAULT-VALUE}).")
    private int clients;

    @Option(names = "--seconds", defaultValue = "5", description = "How long each page is loaded (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--warm-up", defaultValue = "20",
            description = "For how many seconds the pages are loaded before, in turn (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--processor", defaultValue = "0", description = "The server's processor (${DEFAULT-VALUE}).")
    private int processor;

    @Option(names = "--java-options", defaultValue = "-Xmx512m", description = "For Rollcall's JVM (${DEFAULT-VALUE}).")
    private String javaOptions = "";

    @Option(names = "--postgres", description = "Rollcall on PostgreSQL instead of the embedded store.")
    private boolean onPostgres;

    /** A page. @param holds a text that it must show */
    private record Page(String title, String path, String holds) {}

    /** Runs the benchmark and exits. */
    public static void main(String... arguments) {
        System.exit(new CommandLine(new ConsoleBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "rollcall-benchmark-");
        try {
            if (onPostgres) {
                try (DurablePostgres postgres = DurablePostgres.start(folder.resolve("postgres"))) {
                    measure(folder, Optional.of(postgres));
                }
            } else {
                measure(folder, Optional.empty());
            }
        } finally {
            Folders.delete(folder);
        }
        return 0;
    }

    private void measure(Path folder, Optional<DurablePostgres> postgres) throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Optional<String> jdbcUrl = postgres.map(DurablePostgres::jdbcUrl);
        RollcallLauncher rollcall = jdbcUrl
                .map(url -> RollcallLauncher.onPostgres(launcher, data, url, processor))
                .orElseGet(() -> RollcallLauncher.embedded(launcher, data, processor));
        try (ServerProcess server = rollcall.serve(folder.resolve("server.log"), javaOptions,
                Map.of("ROLLCALL_ADMIN_TOKEN", ADMINISTRATOR));
                Storage storage = jdbcUrl.<Storage>map(url -> PostgresStorage.open(url, StoreOptions.defaults()))
                        .orElseGet(() -> SqliteStorage.open(data, StoreOptions.defaults()))) {
            LoadClient client = new LoadClient(Endpoint.at(server.url().resolve("/console"), Optional.empty()),
                    PATIENCE, server::processorTime);
            ConsoleVisit visit = ConsoleVisit.begin(server.url(), ADMINISTRATOR, client);
            ManyConnections house = new ManyConnections(storage);
            house.connect(Math.max(connections / SMALL, 1));
            house.log(Math.max(logRows / SMALL, 1));
            postgres.ifPresent(DurablePostgres::takeFigures);
            warmUp(visit, house);
            List<Measurement> small = measured(visit, house);
            house.connect(connections);
            house.log(logRows - Math.max(logRows / SMALL, 1));
            if (users > 0) {
                SeededUsers.insert(storage, house.any(), users);
            }
            postgres.ifPresent(DurablePostgres::takeFigures);
            print(pages(house), small, measured(visit, house));
        }
    }

    private static List<Page> pages(ManyConnections house) {
        return List.of(
                new Page("overview", "/console", FIRST),
                new Page("overview, names that begin so", "/console?name=customer-", FIRST),
                new Page("log", "/console/log", ROW),
                new Page("log, what failed in the last hour", "/console/log?status=failed&within=1h", "<h1>Log</h1>"),
                new Page("log of one connection", "/console/log?connection=" + house.any(), ROW));
    }

    private void warmUp(ConsoleVisit visit, ManyConnections house) {
        List<Page> pages = pages(house);
        Duration each = Duration.ofMillis(warmUp * 1_000L / pages.size());
        for (Page page : pages) {
            Progress.say("warming up: %s", page.title());
            visit.load(page.path(), page.holds(), clients, each);
        }
    }

    private List<Measurement> measured(ConsoleVisit visit, ManyConnections house) {
        List<Measurement> measured = new ArrayList<>();
        for (Page page : pages(house)) {
            Progress.say("measuring: %s", page.title());
            measured.add(visit.load(page.path(), page.holds(), clients, Duration.ofSeconds(seconds)));
        }
        return measured;
    }

    private void print(List<Page> pages, List<Measurement> small, List<Measurement> full) {
        System.out.printf(Locale.ROOT, "%n%,d connections, %,d rows of the log, %,d users, against a hundredth:%n%n",
                connections, logRows, users);
        System.out.println("| page | a hundredth | p50 / p99 | all | p50 / p99 | CPU | p50, all to a hundredth |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
        for (int i = 0; i < pages.size(); i++) {
            System.out.printf(Locale.ROOT, "| %s | %s | %s | %,.0f µs | %.2f |%n", pages.get(i).title(),
                    figures(small.get(i)), figures(full.get(i)), full.get(i).processorMicros(),
                    millis(full.get(i), 0.5) / millis(small.get(i), 0.5));
        }
    }

    private static String figures(Measurement measured) {
        return String.format(Locale.ROOT, "%,.0f/s | %.2f / %.2f ms", measured.rate(), millis(measured, 0.5),
                millis(measured, 0.99));
    }

    private static double millis(Measurement measured, double share) {
        return measured.percentile(share).toNanos() / 1e6;
    }
}
