package dev.rollcall.app.command;

import dev.rollcall.app.service.RollcallService;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.setting.SettingValues;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the service until it is told to stop. */
@Command(name = "serve",
        description = "Runs the service until SIGTERM or SIGINT; requests that are under way are then finished. Prints one "
                + "line to standard output when it is ready, and everything else to standard error.",
        footer = {"", "Examples:", "  rollcall serve",
            "  rollcall serve --host 0.0.0.0 --port 443 \\",
            "      --public-url https://scim.example.com \\",
            "      --tls-certificate fullchain.pem --tls-key privkey.pem"})
final class ServeCommand implements Callable<Integer> {
    private final Terminal terminal;

    private volatile boolean stopping;
    private volatile int exitCode = ExitCode.DONE;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    ServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        SettingValues settings = SettingFlags.read(spec, terminal);
        RollcallService service = RollcallService.start(settings, terminal);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service), "stop"));
        terminal.out().println("rollcall is ready at " + service.url());
        String reason = service.ended().toCompletableFuture().join();
        if (!stopping) {
            exitCode = ExitCode.FAILED;
            terminal.err()
                    .println("rollcall: " + reason
                            + ", so the service ends; the log above says why. Start it again, or let a supervisor do so.");
        }
        return exitCode;
    }

    /** A JVM that a signal ends would exit with 128 and the signal's number, although all was finished well. */
    private void stop(RollcallService service) {
        stopping = true;
        service.close();
        terminal.out().flush();
        terminal.err().flush();
        Runtime.getRuntime().halt(exitCode);
    }
}
