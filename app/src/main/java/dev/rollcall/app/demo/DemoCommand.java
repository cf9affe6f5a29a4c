package dev.rollcall.app.demo;

import dev.rollcall.app.command.ExitCode;
import dev.rollcall.app.service.RollcallService;
import dev.rollcall.app.setting.SettingSources;
import dev.rollcall.app.setting.Settings;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.entra.client.Dialect;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows in one command what the house is for. */
@Command(name = "demo",
        description = {
            "Starts Rollcall on a temporary store and provisions a sample directory into it with the requests of "
                    + "Microsoft Entra ID: an initial cycle, a few changes, an incremental cycle. Shows what arrived.",
            "Then the server stays up for a look until it is stopped, and the temporary folder is removed."})
public final class DemoCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--port", paramLabel = "<port>", defaultValue = "0",
            description = "The port to listen on; 0 picks a free one (${DEFAULT-VALUE}).")
    private String port = "0";

    @Option(names = "--dialect", paramLabel = "<dialect>",
            description = "How Entra speaks: aadOptscim062020, AzureAdScimPatch2017 or customappsso; without it, as it does by "
                    + "default.")
    private @Nullable String dialect;

    @Option(names = "--database-url", paramLabel = "<url>",
            description = "A JDBC URL of an empty PostgreSQL database to use instead of the embedded store.")
    private @Nullable String databaseUrl;

    @Option(names = "--stop", description = "Stop at the end instead of staying up.")
    private boolean stop;

    public DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        Dialect spoken = dialect();
        try (DemoFolder folder = DemoFolder.create()) {
            RollcallService service = RollcallService.start(settings(folder), terminal);
            Thread closing = new Thread(() -> close(service, folder), "stop");
            Runtime.getRuntime().addShutdownHook(closing);
            boolean clean = new DemoTour(terminal, settings(folder), service.url(), folder.path().resolve("job"),
                    spoken)
                    .run(!stop);
            if (!stop) {
                new CountDownLatch(1).await();
            }
            Runtime.getRuntime().removeShutdownHook(closing);
            service.close();
            return clean ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    /** A JVM that a signal ends would exit with 128 and the signal's number, although all was finished well. */
    private void close(RollcallService service, DemoFolder folder) {
        service.close();
        folder.close();
        terminal.out().flush();
        terminal.err().flush();
        Runtime.getRuntime().halt(ExitCode.DONE);
    }

    private Settings settings(DemoFolder folder) {
        // The demo stands by itself: neither the variables of the process nor a file of its folder count.
        Map<String, String> variables = new HashMap<>();
        variables.put("ROLLCALL_DATA", folder.path().resolve("data").toString());
        variables.put("ROLLCALL_PORT", port);
        Optional.ofNullable(databaseUrl).ifPresent(url -> variables.put("ROLLCALL_DATABASE_URL", url));
        return new SettingSources(Map.of(), Optional.empty(), variables, folder.path()).read();
    }

    private Dialect dialect() {
        return Optional.ofNullable(dialect)
                .map(label -> Dialect.labelled(label)
                        .orElseThrow(() -> new ParameterException(
                                spec.commandLine(),
                                "There is no dialect \"" + label
                                        + "\": use aadOptscim062020, AzureAdScimPatch2017 or customappsso.")))
                .orElse(Dialect.DEFAULT);
    }
}
