package dev.rollcall.benchmarks.provision;

import dev.rollcall.benchmarks.process.DurablePostgres;
import dev.rollcall.benchmarks.process.Folders;
import dev.rollcall.benchmarks.process.Progress;
import dev.rollcall.benchmarks.process.RollcallAccess;
import dev.rollcall.benchmarks.process.RollcallLauncher;
import dev.rollcall.benchmarks.process.ServerProcess;
import dev.rollcall.entra.cycle.CycleChoice;
import dev.rollcall.entra.cycle.CycleListener;
import dev.rollcall.entra.cycle.CycleReport;
import dev.rollcall.entra.definition.TokenSource;
import dev.rollcall.entra.job.JobEnvironment;
import dev.rollcall.entra.job.JobFolder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast an initial cycle brings a directory into Rollcall, and what a cycle costs that finds nothing to do. */
@Command(name = "provision", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Measures the cycles of Entra in small against Rollcall and prints a table in Markdown.")
public final class ProvisioningBenchmark implements Callable<Integer> {
    /** What the initial cycle must reach at least, in users a second. */
    private static final double FLOOR = 500;

    private static final String TOKEN = TokenSource.DEFAULT_VARIABLE;

    @Option(names = "--rollcall", defaultValue = "./rollcall", description = "Rollcall's launcher (${DEFAULT-VALUE}).")
    private Path launcher = Path.of("rollcall");

    @Option(names = "--users", defaultValue = "10000", description = "Users of the directory (${DEFAULT-VALUE}).")
    private int users;

    @Option(names = "--groups", defaultValue = "200", description = "Groups, of 50 members each (${DEFAULT-VALUE}).")
    private int groups;

    @Option(names = "--processor", defaultValue = "0", description = "The server's processor (${DEFAULT-VALUE}).")
    private int processor;

    @Option(names = "--java-options", defaultValue = "-Xmx1g", description = "For Rollcall's JVM (${DEFAULT-VALUE}).")
    private String javaOptions = "";

    @Option(names = "--postgres", description = "Rollcall on PostgreSQL instead of the embedded store.")
    private boolean onPostgres;

    /** Runs the benchmark and exits. */
    public static void main(String... arguments) {
        System.exit(new CommandLine(new ProvisioningBenchmark()).execute(arguments));
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
        try (ServerProcess server = rollcall.serve(folder.resolve("server.log"), javaOptions)) {
            JobFolder job = JobFolder.init(
                    folder.resolve("job"),
                    server.url().resolve("/scim/v2/connections/" + access.connectionId()).toString(),
                    JobEnvironment.system()
                            .withVariables(name -> Optional.of(access.token()).filter(token -> name.equals(TOKEN))));
            LargeDirectory.write(folder.resolve("job"), users, groups);
            System.out.printf("%n| cycle | users | groups | time | users a second | floor |  |%n");
            System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
            row(job.run(CycleChoice.INITIAL, progress()), true);
            row(job.run(CycleChoice.INCREMENTAL, CycleListener.NONE), false);
            row(job.run(CycleChoice.INITIAL, CycleListener.NONE), false);
            System.out.printf(Locale.ROOT, "%nMost heap in use at once: %d MiB.%n", peakMegabytes());
        }
    }

    private static CycleListener progress() {
        return progress -> {
            if (progress.done() % 1_000 == 0 || progress.done() == progress.total()) {
                Progress.say("%s: %,d of %,d", progress.phase(), progress.done(), progress.total());
            }
        };
    }

    private void row(CycleReport report, boolean judged) {
        Duration time = Duration.between(report.summary().started(), report.summary().ended());
        double rate = users / (time.toNanos() / 1e9);
        String what = "%s: %,d created, %,d linked, %,d unchanged, %,d failed".formatted(
                report.kind().name().toLowerCase(Locale.ROOT), report.counts().created(), report.counts().linked(),
                report.counts().unchanged(), report.counts().failed() + report.counts().referenceFailed());
        System.out.printf(Locale.ROOT, "| %s | %,d | %,d | %.1f s | %,.0f | %s | %s |%n", what, users, groups,
                time.toMillis() / 1e3, rate, judged ? "%.0f".formatted(FLOOR) : "",
                judged ? rate >= FLOOR ? "met" : "**not met**" : "");
    }

    private static long peakMegabytes() {
        return ManagementFactory.getMemoryPoolMXBeans()
                .stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum() >> 20;
    }
}
