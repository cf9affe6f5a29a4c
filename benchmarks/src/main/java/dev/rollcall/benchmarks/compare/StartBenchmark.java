package dev.rollcall.benchmarks.compare;

import dev.rollcall.benchmarks.load.LoadException;
import dev.rollcall.benchmarks.peer.ScimSdkPeer;
import dev.rollcall.benchmarks.process.Folders;
import dev.rollcall.benchmarks.process.Progress;
import dev.rollcall.benchmarks.process.RollcallAccess;
import dev.rollcall.benchmarks.process.RollcallLauncher;
import dev.rollcall.benchmarks.process.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * From the start of a process to its first answer, and what it takes of memory when nobody asks anything: Rollcall as its launcher
 * starts it, with the cache of a rehearsal, on a store that is there; SCIM-SDK beside it in turn. Prints a table in Markdown. Needs
 * {@code taskset} and two processors: one for the servers, one for this process.
 */
@Command(name = "start", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Measures how long Rollcall and SCIM-SDK take to start, and their memory when idle, in turn.")
public final class StartBenchmark implements Callable<Integer> {
    private static final String OURS = "Rollcall";
    private static final int OK = 200;

    /** A line of the report, what the design asks for, and in which digits it is shown. */
    private record Line(String title, ToDoubleFunction<Start> of, double floor, double aim, String unit) {}

    private static final List<Line> LINES = List.of(
            new Line("start to the first answer", start -> start.answered().toMillis() / 1e3, 2, 1, "s"),
            new Line("memory when idle", Start::idleMegabytes, 160, 110, "MiB"));

    /** One start. @param answered from the start of the process to its first answer */
    private record Start(Duration answered, long idleMegabytes) {}

    @Option(names = "--rollcall", defaultValue = "./rollcall", description = "Rollcall's launcher (${DEFAULT-VALUE}).")
    private Path launcher = Path.of("rollcall");

    @Option(names = "--rounds", defaultValue = "5", description = "Starts of each (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--idle", defaultValue = "45",
            description = "Seconds without a request before memory is read (${DEFAULT-VALUE}): longer than the half minute after"
                    + " which Rollcall gives back what it does not need.")
    private int idleSeconds;

    @Option(names = "--processor", defaultValue = "0", description = "The servers' processor (${DEFAULT-VALUE}).")
    private int processor;

    @Option(names = "--java-options", defaultValue = "",
            description = "For Rollcall's JVM, beside what its launcher gives it.")
    private String javaOptions = "";

    @Option(names = "--peer", negatable = true, defaultValue = "true", fallbackValue = "true",
            description = "Leave out the peer with --no-peer.")
    private boolean withPeer;

    /** Measures and exits. */
    public static void main(String... arguments) {
        System.exit(new CommandLine(new StartBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "rollcall-start-");
        try {
            RollcallLauncher rollcall = RollcallLauncher.embedded(launcher,
                    Files.createDirectories(folder.resolve("data")),
                    processor);
            // Builds, rehearses and makes the store, which no later start has to.
            RollcallAccess access = rollcall.createConnection();
            List<Start> ours = new ArrayList<>();
            List<Start> peers = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                if (withPeer) {
                    peers.add(measure("SCIM-SDK", folder, () -> peer(folder), "/Users?count=1", Optional.empty()));
                }
                ours.add(measure(OURS, folder, () -> rollcall.serve(folder.resolve("rollcall.log"), javaOptions),
                        "/scim/v2/connections/" + access.connectionId() + "/Users?count=1",
                        Optional.of(access.token())));
            }
            report(peers, ours);
        } finally {
            Folders.delete(folder);
        }
        return 0;
    }

    private ServerProcess peer(Path folder) {
        return ServerProcess.start(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                        System.getProperty("java.class.path"), ScimSdkPeer.class.getName()),
                Map.of(), processor, folder.resolve("peer.log"));
    }

    private interface Starter {
        ServerProcess start();
    }

    private Start measure(String name, Path folder, Starter starter, String path, Optional<String> token)
            throws IOException {
        try (ServerProcess process = starter.start();
                HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            long ready = System.nanoTime();
            String url = process.url().toString().replaceFirst("/+$", "") + path;
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
            token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
            int status = http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != OK) {
                throw new LoadException(name + " answered its first request with " + status + "; see " + folder + ".");
            }
            Duration answered = process.startTime().plusNanos(System.nanoTime() - ready);
            Thread.sleep(Duration.ofSeconds(idleSeconds));
            Start start = new Start(answered, process.residentMegabytes());
            Progress.say("%s: first answer after %d ms, %d MiB after %d s", name, answered.toMillis(),
                    start.idleMegabytes(), idleSeconds);
            return start;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException(name + " was not waited for.", e);
        }
    }

    private void report(List<Start> peers, List<Start> ours) {
        Report report = new Report(System.out);
        report.heading("Start and idle memory, the median of %d starts".formatted(rounds));
        report.columns("", "SCIM-SDK, in memory", "Rollcall", "floor", "", "aim", "");
        for (Line line : LINES) {
            double value = median(ours, line.of());
            report.row(List.of(line.title(),
                    peers.isEmpty() ? "" : shown(median(peers, line.of()), line),
                    shown(value, line),
                    shown(line.floor(), line), value <= line.floor() ? "met" : "**not met**",
                    shown(line.aim(), line), value <= line.aim() ? "met" : "missed"));
        }
    }

    private static String shown(double value, Line line) {
        return Report.number(value) + " " + line.unit();
    }

    private static double median(List<Start> starts, ToDoubleFunction<Start> of) {
        double[] sorted = starts.stream().mapToDouble(of).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
