package dev.rollcall.app.command;

import dev.rollcall.app.service.RollcallService;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.setting.SettingValues;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the service until it is told to stop. */
@Command(name = "serve",
        description = "Runs the service until SIGTERM or SIGINT; requests that are under way are then finished. Prints one "
                + "line to standard output when it is ready, and everything else to standard error.")
final class ServeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    ServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        SettingValues settings = SettingFlags.read(spec, terminal);
        RollcallService service = RollcallService.start(settings, terminal);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service), "stop"));
        terminal.out().println("rollcall is ready at " + service.url());
        new CountDownLatch(1).await();
        return ExitCode.DONE;
    }

    /** A JVM that a signal ends would exit with 128 and the signal's number, although all was finished well. */
    private void stop(RollcallService service) {
        service.close();
        terminal.out().flush();
        terminal.err().flush();
        Runtime.getRuntime().halt(ExitCode.DONE);
    }
}
