package dev.rollcall.app.entra;

import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.definition.JobException.Problem;
import dev.rollcall.entra.graph.GraphServer;
import dev.rollcall.entra.job.JobFolder;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Serves the endpoints of Microsoft Graph. */
@Command(name = "graph",
        description = "Serves the endpoints of Microsoft Graph that drive a provisioning job, on 127.0.0.1 only, so that scripts "
                + "written for Graph drive this job; until Ctrl-C. Each request needs the bearer token that is printed.",
        footer = {"", "Example:", "  rollcall entra graph --port 8090"})
final class EntraGraph extends EndpointCommand {
    private static final int TOKEN_BYTES = 24;
    private static final int MAX_PORT = 65_535;

    @Option(names = "--port", paramLabel = "<port>", defaultValue = "0",
            description = "The port; without it, one that is free.")
    private int port;

    EntraGraph(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        if (port < 0 || port > MAX_PORT) {
            throw new ParameterException(spec().commandLine(), "--port must be from 0 to " + MAX_PORT + ".");
        }
        JobFolder job = job();
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        String token = HexFormat.of().formatHex(random);
        try (RunStop _ = RunStop.ofThisThread(terminal(), "rollcall entra graph" + here());
                GraphServer graph = GraphServer.open(job, port, token,
                        line -> terminal().err().println("rollcall: " + line))) {
            terminal().out().println("GRAPH=" + graph.address());
            terminal().out().println("TOKEN=" + token);
            terminal().out().flush();
            new CountDownLatch(1).await();
            return ExitCode.DONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.DONE;
        } catch (IOException e) {
            throw new JobException(Problem.REQUEST,
                    "Port %d of 127.0.0.1 cannot be used (%s); choose another with --port.".formatted(port,
                            e.getMessage()),
                    e);
        }
    }
}
