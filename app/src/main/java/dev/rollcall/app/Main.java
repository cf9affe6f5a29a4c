package dev.rollcall.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(name = "rollcall", mixinStandardHelpOptions = true, version = "rollcall 0.1.0-SNAPSHOT",
        description = "A self-hosted SCIM 2.0 provisioning service.")
public final class Main implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Name a command.");
    }

    /** Runs one command and exits with its code. */
    public static void main(String... arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
