package dev.rollcall.app.entra;

import dev.rollcall.app.endpoint.EndpointFlags;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.entra.job.JobEnvironment;
import picocli.CommandLine.Mixin;

/** A command about the job of a folder that calls the job's endpoint. */
abstract class EndpointCommand extends JobCommand {
    @Mixin
    private EndpointFlags endpoint = new EndpointFlags();

    EndpointCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    final JobEnvironment environment() {
        return super.environment().withTransport(endpoint.options(spec(), terminal()));
    }
}
