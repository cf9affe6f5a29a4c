package dev.rollcall.app.demo;

import dev.rollcall.app.service.RollcallService;
import dev.rollcall.app.setting.SettingSources;
import dev.rollcall.app.setting.Settings;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.client.entra.EntraDialect;
import dev.rollcall.setting.Setting;
import dev.rollcall.setting.SettingValues;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
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
            "Then the server stays up for a look until it is stopped with Ctrl-C, and the temporary folder is removed."},
        footer = {"", "Example:", "  rollcall demo --port 8090"})
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

    public DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        EntraDialect spoken = dialect();
        try (DemoFolder folder = DemoFolder.create()) {
            SettingValues settings = settings(folder);
            try (RollcallService service = RollcallService.start(settings, terminal);
                    StopSignal signal = StopSignal.onWhich(() -> close(service, folder))) {
                DemoTour tour = new DemoTour(
                        terminal, settings, service.url(), folder.path().resolve("job"), spoken);
                boolean clean = signal.run(() -> tour.run(!stop));
                if (!stop) {
                    signal.await();
                }
                return clean ? ExitCode.DONE : ExitCode.FAILED;
            }
        }
    }

    private void close(RollcallService service, DemoFolder folder) {
        service.close();
        folder.close();
        terminal.out().flush();
        terminal.err().flush();
    }

    private SettingValues settings(DemoFolder folder) {
        // The demo stands by itself: neither the variables of the process nor a file of its folder count.
        Map<String, String> given = new HashMap<>();
        given.put("--data", folder.path().resolve("data").toString());
        given.put("--port", port);
        Optional.ofNullable(databaseUrl).ifPresent(url -> given.put("--database-url", url));
        Map<Setting<?>, String> flags = new HashMap<>();
        Settings.ALL.forEach(
                setting -> Optional.ofNullable(given.get(setting.flag())).ifPresent(text -> flags.put(setting, text)));
        return new SettingSources(flags, Optional.empty(), Map.of(), folder.path()).read();
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
