package dev.rollcall.benchmarks.compare;

import dev.rollcall.benchmarks.compare.Rounds.Measured;
import dev.rollcall.benchmarks.peer.ScimSdkPeer;
import dev.rollcall.benchmarks.process.DurablePostgres;
import dev.rollcall.benchmarks.process.Folders;
import dev.rollcall.benchmarks.process.Progress;
import dev.rollcall.benchmarks.process.RollcallAccess;
import dev.rollcall.benchmarks.process.RollcallLauncher;
import dev.rollcall.benchmarks.process.ServerProcess;
import dev.rollcall.directory.connection.ConnectionId;
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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Rollcall, durable, against SCIM-SDK in memory: the same users, the same requests over HTTP, every operation in turn on
 * both. Prints tables in Markdown. Needs {@code taskset} and two processors: one for the servers, one for this process.
 */
@Command(name = "compare", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Measures Rollcall and SCIM-SDK in turn and prints tables in Markdown.")
public final class CompareBenchmark implements Callable<Integer> {
    @Option(names = "--rollcall", defaultValue = "./rollcall", description = "Rollcall's launcher (${DEFAULT-VALUE}).")
    private Path launcher = Path.of("rollcall");

    @Option(names = "--users", defaultValue = "100000", description = "Users of both servers (${DEFAULT-VALUE}).")
    private int userCount;

    @Option(names = "--group", defaultValue = "50000", description = "Members of the group (${DEFAULT-VALUE}).")
    private int groupSize;

    @Option(names = "--operations", split = ",", description = "Which of ${COMPLETION-CANDIDATES} (all).")
    private List<Operation> operations = List.of(Operation.values());

    @Option(names = "--flat-users", split = ",", defaultValue = "1000,10000,100000",
            description = "The sizes between which `userName eq` is compared (${DEFAULT-VALUE}).")
    private List<Integer> flatUsers = List.of();

    @Option(names = "--flat-groups", split = ",", defaultValue = "10,50000,200000",
            description = "The sizes between which adding a member is compared (${DEFAULT-VALUE}).")
    private List<Integer> flatGroups = List.of();

    @Option(names = "--connections", defaultValue = "8",
            description = "Connections of the load; one for group operations (${DEFAULT-VALUE}).")
    private int connections;

    @Option(names = "--rounds", defaultValue = "5", description = "Rounds of each operation (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "2", description = "Length of a round (${DEFAULT-VALUE}).")
    private double seconds;

    @Option(names = "--warm-up", defaultValue = "30",
            description = "Seconds before the first round of an operation (${DEFAULT-VALUE}); a third of them between"
                    + " sizes, whose servers are warm by then.")
    private double warmUpSeconds;

    @Option(names = "--processor", defaultValue = "0", description = "The servers' processor (${DEFAULT-VALUE}).")
    private int processor;

    @Option(names = "--java-options", defaultValue = "-Xmx1g",
            description = "For Rollcall's JVM (${DEFAULT-VALUE}).")
    private String javaOptions = "";

    @Option(names = "--peer", negatable = true, defaultValue = "true", fallbackValue = "true",
            description = "Leave out the peer with --no-peer.")
    private boolean withPeer;

    @Option(names = "--before",
            description = "The launcher of an older build of Rollcall: it takes the peer's place, so that the ratios say what the"
                    + " changes since then cost, on PostgreSQL too with --postgres. Nothing else is measured.")
    private Optional<Path> before = Optional.empty();

    @Option(names = "--postgres", description = "Measure Rollcall on PostgreSQL as well, by itself.")
    private boolean withPostgres;

    @Option(names = "--large-users", defaultValue = "0",
            description = "Measure reading at so many users as well, seeded through the store, on PostgreSQL too with"
                    + " --postgres; 0 leaves it out (${DEFAULT-VALUE}).")
    private int largeUsers;

    private final Report report = new Report(System.out);

    /** Runs the comparison and exits. */
    public static void main(String... arguments) {
        System.exit(
                new CommandLine(new CompareBenchmark()).setCaseInsensitiveEnumValuesAllowed(true)
                        .execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "rollcall-benchmark-");
        try {
            if (before.isPresent()) {
                compareWith(before.get(), folder);
                return 0;
            }
            compareIn(folder);
            if (withPostgres) {
                measureOnPostgres(folder);
            }
            if (largeUsers > 0) {
                measureLarge(folder);
            }
        } finally {
            Folders.delete(folder);
        }
        return 0;
    }

    private void compareIn(Path folder) throws IOException {
        try (Subject ours = rollcall("Rollcall", folder.resolve("large"), Optional.empty())) {
            ours.fill(userCount);
            if (withPeer) {
                try (Subject peer = peer(folder)) {
                    peer.fill(userCount);
                    compareOperations(peer, ours);
                    compareProcesses(peer, ours);
                }
            } else {
                measureOperations("Rollcall on SQLite", ours);
            }
            compareFilters(folder, ours);
            compareGroups(ours);
        }
    }

    private void compareWith(Path older, Path folder) throws IOException {
        compareWith(older, "SQLite", Files.createDirectories(folder.resolve("sqlite")), Optional.empty());
        if (withPostgres) {
            Path beside = Files.createDirectories(folder.resolve("postgresql"));
            try (DurablePostgres postgres = DurablePostgres.start(folder.resolve("server"))) {
                compareWith(older, "PostgreSQL", beside, Optional.of(postgres));
            }
        }
    }

    private void compareWith(Path older, String store, Path folder, Optional<DurablePostgres> postgres)
            throws IOException {
        try (Subject then = rollcall(older, "before", folder.resolve("before"),
                postgres.map(p -> p.newDatabase("older")));
                Subject now = rollcall(launcher, "after", folder.resolve("after"),
                        postgres.map(p -> p.newDatabase("newer")))) {
            then.fill(userCount);
            now.fill(userCount);
            report.heading("Before and after at %,d users on %s".formatted(userCount, store));
            report.columns("operation", "before", "p50 / p99", "CPU", "after", "p50 / p99", "CPU", "ratio");
            for (Operation operation : operations) {
                List<Rounds> both = inTurn(List.of(measured(operation, then), measured(operation, now)), warmUpSeconds);
                report.paired(operation, detail(operation), both.get(0), both.get(1));
            }
        }
    }

    private void compareOperations(Subject peer, Subject ours) {
        report.heading("Operations at %,d users".formatted(userCount));
        report.columns(
                "operation",
                "SCIM-SDK, in memory",
                "p50 / p99",
                "CPU",
                "Rollcall, durable",
                "p50 / p99",
                "CPU",
                "ratio",
                "floor",
                "");
        for (Operation operation : operations) {
            List<Rounds> both = inTurn(List.of(measured(operation, peer), measured(operation, ours)),
                    warmUpSeconds);
            report.compared(operation, detail(operation), both.get(0), both.get(1));
        }
    }

    private void compareProcesses(Subject peer, Subject ours) {
        report.heading("Process");
        report.columns("", "ready after", "memory at start", "memory now");
        for (Subject subject : List.of(peer, ours)) {
            report.row(
                    List.of(
                            subject.name(),
                            Report.number(subject.startTime().toMillis() / 1e3) + " s",
                            subject.idleMegabytes() + " MiB",
                            subject.residentMegabytes() + " MiB"));
        }
    }

    private void measureOperations(String title, Subject subject) {
        report.heading("%s at %,d users".formatted(title, userCount));
        report.columns("operation", "rate", "p50 / p99", "CPU");
        for (Operation operation : operations) {
            Rounds measured = inTurn(List.of(measured(operation, subject)), warmUpSeconds).getFirst();
            List<String> cells = new ArrayList<>(List.of(operation.title() + detail(operation)));
            cells.addAll(Report.figures(measured));
            report.row(cells);
        }
    }

    private void compareFilters(Path folder, Subject large) throws IOException {
        if (flatUsers.isEmpty() || !operations.contains(Operation.FILTER)) {
            return;
        }
        List<Subject> opened = new ArrayList<>();
        try {
            List<Subject> subjects = new ArrayList<>();
            for (int size : flatUsers) {
                if (size == userCount) {
                    subjects.add(large);
                    continue;
                }
                Subject subject = rollcall("Rollcall", folder.resolve("flat-" + size), Optional.empty());
                opened.add(subject);
                subject.fill(size);
                subjects.add(subject);
            }
            for (Operation operation : List.of(Operation.GET, Operation.FILTER)) {
                compareSizes(
                        operation.title() + " by the number of users",
                        flatUsers,
                        subjects.stream().map(subject -> measured(operation, subject)).toList());
            }
        } finally {
            opened.forEach(Subject::close);
        }
    }

    private void compareGroups(Subject subject) {
        if (flatGroups.isEmpty() || !operations.contains(Operation.MEMBER_ADD)) {
            return;
        }
        for (int groupConnections : List.of(1, connections)) {
            compareSizes(
                    "Adding one member by the size of the group, " + groupConnections + " connection(s)",
                    flatGroups,
                    flatGroups.stream()
                            .map(size -> (Measured) time -> subject
                                    .group(new MemberGroup.Kind(size, groupConnections, MemberForm.VALUE_ALONE))
                                    .add(time))
                            .toList());
        }
    }

    private void compareSizes(String title, List<Integer> sizes, List<Measured> measured) {
        List<Rounds> all = inTurn(measured, warmUpSeconds / 3);
        report.heading(title);
        report.columns("size", "rate", "p50 / p99", "CPU", "ratio to the first");
        for (int i = 0; i < sizes.size(); i++) {
            List<String> cells = new ArrayList<>(List.of("%,d".formatted(sizes.get(i))));
            cells.addAll(Report.figures(all.get(i)));
            cells.add(Report.number(all.get(i).ratioTo(all.getFirst())));
            report.row(cells);
        }
    }

    private void measureOnPostgres(Path folder) throws IOException {
        try (DurablePostgres postgres = DurablePostgres.start(folder.resolve("postgres"));
                Subject subject = rollcall("PostgreSQL", folder.resolve("on-postgres"),
                        Optional.of(postgres.jdbcUrl()))) {
            subject.fill(userCount);
            measureOperations("Rollcall on PostgreSQL", subject);
        }
    }

    private void measureLarge(Path folder) throws IOException {
        Path data = Files.createDirectories(folder.resolve("million"));
        RollcallLauncher embedded = RollcallLauncher.embedded(launcher, data, processor);
        measureLarge("Rollcall on SQLite", embedded, data,
                () -> SqliteStorage.open(data, StoreOptions.defaults()));
        Folders.delete(data);
        if (withPostgres) {
            Path beside = Files.createDirectories(folder.resolve("million-beside"));
            try (DurablePostgres postgres = DurablePostgres.start(folder.resolve("million-postgres"))) {
                RollcallLauncher remote = RollcallLauncher.onPostgres(launcher, beside, postgres.jdbcUrl(), processor);
                measureLarge("Rollcall on PostgreSQL", remote, beside,
                        () -> PostgresStorage.open(postgres.jdbcUrl(), StoreOptions.defaults()));
            }
        }
    }

    private void measureLarge(String title, RollcallLauncher rollcall, Path data, Supplier<Storage> store) {
        RollcallAccess access = rollcall.createConnection();
        List<String> ids;
        try (Storage storage = store.get()) {
            ids = SeededUsers.insert(storage, new ConnectionId(access.connectionId()), largeUsers);
        }
        ServerProcess process = rollcall.serve(data.resolveSibling(data.getFileName() + ".log"), javaOptions);
        try (Subject subject = Subject.of(title, process, access, connections)) {
            subject.users().adopt(ids);
            List<Rounds> all = inTurn(List.of(
                    measured(Operation.GET, subject),
                    measured(Operation.FILTER, subject),
                    time -> subject.users().listFirst(time),
                    measured(Operation.LIST_ANYWHERE, subject)), warmUpSeconds);
            report.heading("%s at %,d users, seeded through the store".formatted(title, largeUsers));
            report.columns("operation", "rate", "p50 / p99", "CPU", "ratio to the first page");
            List<String> titles = List.of(Operation.GET.title(), Operation.FILTER.title(), "first page of 100",
                    Operation.LIST_ANYWHERE.title());
            for (int i = 0; i < titles.size(); i++) {
                List<String> cells = new ArrayList<>(List.of(titles.get(i)));
                cells.addAll(Report.figures(all.get(i)));
                cells.add(i < 2 ? "" : Report.number(all.get(i).ratioTo(all.get(2))));
                report.row(cells);
            }
        }
    }

    private Subject rollcall(String name, Path data, Optional<String> jdbcUrl) throws IOException {
        return rollcall(launcher, name, data, jdbcUrl);
    }

    private Subject rollcall(Path build, String name, Path data, Optional<String> jdbcUrl) throws IOException {
        Files.createDirectories(data);
        RollcallLauncher rollcall = jdbcUrl
                .map(url -> RollcallLauncher.onPostgres(build, data, url, processor))
                .orElseGet(() -> RollcallLauncher.embedded(build, data, processor));
        RollcallAccess access = rollcall.createConnection();
        ServerProcess process = rollcall.serve(data.resolveSibling(data.getFileName() + ".log"), javaOptions);
        return Subject.of(name, process, access, connections);
    }

    private Subject peer(Path folder) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx3g",
                "-cp",
                System.getProperty("java.class.path"),
                ScimSdkPeer.class.getName());
        ServerProcess process = ServerProcess.start(command, Map.of(), processor, folder.resolve("peer.log"));
        return Subject.open("SCIM-SDK", process, connections);
    }

    private Measured measured(Operation operation, Subject subject) {
        return time -> {
            var measurement = operation.measure(subject, groupSize, time);
            Progress.say("%s, %s: %,.1f/s", subject.name(), operation, measurement.rate());
            return measurement;
        };
    }

    private List<Rounds> inTurn(List<Measured> servers, double warmUp) {
        return Rounds.inTurn(servers, rounds, duration(warmUp), duration(seconds));
    }

    private String detail(Operation operation) {
        return operation.isOnGroup() ? ", group of %,d".formatted(groupSize) : "";
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis((long) (seconds * 1_000));
    }
}
