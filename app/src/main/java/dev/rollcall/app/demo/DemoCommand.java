package dev.rollcall.app.demo;

import dev.rollcall.app.service.RollcallService;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.client.entra.EntraDialect;
import dev.rollcall.setting.SettingValues;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
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
            "With --outbound it shows the whole chain: what arrives goes on to a second Rollcall and to a receiver of webhooks, "
                    + "both break while the directory is edited, both come back, and in the end all three are compared.",
            "Meanwhile a receiver of webhooks is told what arrives; it is out of order for a while, and told later what it has missed.",
            "Then the server stays up for a look, in its console too, until it is stopped with Ctrl-C, and the temporary folder is "
                    + "removed."},
        footer = {"", "Examples:", "  rollcall demo --port 8090", "  rollcall demo --outbound --stop"})
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
            description = "A JDBC URL of an empty PostgreSQL database to use instead of the embedded store, with user and "
                    + "password in it. What the demo writes there stays there.")
    private @Nullable String databaseUrl;

    @Option(names = "--stop",
            description = "Stop at the end instead of staying up. Exit code 0 only when nothing failed.")
    private boolean stop;

    @Option(names = "--outbound",
            description = "Show how what arrives goes on to other systems, through an outage of theirs. Exit code 0 only when they end "
                    + "equal.")
    private boolean outbound;

    public DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        EntraDialect spoken = dialect();
        try (DemoFolder folder = DemoFolder.create()) {
            return outbound ? outbound(folder, spoken) : inbound(folder, spoken);
        }
    }

    private int inbound(DemoFolder folder, EntraDialect spoken) {
        String token = DemoConsole.newToken();
        SettingValues settings = DemoSettings.of(folder.path(), given(folder, token));
        try (DemoReceiver receiver = DemoReceiver.start(terminal.clock());
                RollcallService service = RollcallService.start(settings, terminal);
                StopSignal signal = StopSignal
                        .onWhich(() -> close(service::close, receiver::close, folder::close))) {
            DemoTour tour = new DemoTour(terminal, settings, new DemoConsole(service.url(), token),
                    folder.path().resolve("job"), spoken, receiver);
            return finish(signal, () -> tour.run(!stop));
        }
    }

    private int outbound(DemoFolder folder, EntraDialect spoken) {
        String token = DemoConsole.newToken();
        SettingValues settings = DemoSettings.of(folder.path(), given(folder, token));
        try (DemoTargets targets = DemoTargets.start(folder.path().resolve("application"), terminal);
                RollcallService service = RollcallService.start(settings, terminal);
                StopSignal signal = StopSignal
                        .onWhich(() -> close(service::close, targets::close, folder::close))) {
            OutboundTour tour = new OutboundTour(terminal, settings, new DemoConsole(service.url(), token),
                    folder.path(), spoken, targets);
            return finish(signal, () -> tour.run(!stop));
        }
    }

    private int finish(StopSignal signal, BooleanSupplier tour) {
        boolean clean = signal.run(tour);
        if (!stop) {
            signal.await();
        }
        return clean ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void close(Runnable... parts) {
        for (Runnable part : parts) {
            part.run();
        }
        terminal.out().flush();
        terminal.err().flush();
    }

    private Map<String, String> given(DemoFolder folder, String token) {
        Map<String, String> given = new HashMap<>();
        given.put("--data", folder.path().resolve("data").toString());
        given.put("--port", port);
        given.put("--admin-token", token);
        given.put("--outbound-allowed-networks", "127.0.0.1");
        Optional.ofNullable(databaseUrl).ifPresent(url -> {
            given.put("--database-url", url);
            given.put("--key-file", folder.path().resolve("key-file.json").toString());
        });
        return given;
    }

    private EntraDialect dialect() {
        return Optional.ofNullable(dialect)
                .map(label -> EntraDialect.labelled(label)
                        .orElseThrow(() -> new ParameterException(
                                spec.commandLine(),
                                "There is no dialect \"" + label + "\": use one of " + EntraDialect.labels() + ".")))
                .orElse(EntraDialect.DEFAULT);
    }
}
