package dev.rollcall.app.entra;

import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Printable;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.entra.job.JobFolder;
import dev.rollcall.entra.log.ProvisioningStatus;
import dev.rollcall.entra.ondemand.OnDemandReport;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Provisions one user or group. */
@Command(name = "provision-on-demand",
        description = "Provisions one user or group now, and tells the steps and what was changed. Entra's flag "
                + "aadOptscim062020 does not count here, as it does not in Entra.",
        footer = {"", "Examples:", "  rollcall entra provision-on-demand katherine.johnson@contoso.example",
            "  rollcall entra provision-on-demand Engineering \\",
            "      --member grace.okafor@contoso.example"})
final class EntraProvisionOnDemand extends EndpointCommand {
    @Parameters(index = "0", paramLabel = "<user>",
            description = "The principal name, mail, display name or id of a user, or the name of a group.")
    private String who = "";

    @Option(names = "--member", paramLabel = "<user>",
            description = "For a group, a member to add; five at most. Without it, all if they are five at most.")
    private List<String> members = List.of();

    @Option(names = "--json", description = "Print JSON on one line instead of text.")
    private boolean json;

    @Mixin
    private DeletionQuestion question = new DeletionQuestion();

    EntraProvisionOnDemand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        JobFolder job = job();
        OnDemandReport report = question.asked(job, terminal(), () -> job.provisionOnDemand(who, members));
        if (json) {
            terminal().out().println(JobJson.line(report));
        } else {
            print(report, terminal().out());
        }
        return report.status() == ProvisioningStatus.FAILURE ? ExitCode.FAILED : ExitCode.DONE;
    }

    private static void print(OnDemandReport report, PrintStream out) {
        report.steps().forEach(step -> {
            out.println(step.kind().title() + ": " + step.status().code());
            step.summary().lines().forEach(line -> out.println("    " + Printable.line(line)));
            step.details().forEach((name, value) -> out.println("    " + Printable.line(name + ": " + value)));
        });
        report.modified().forEach(property -> out.println("    " + Printable.line(Changes.line(property))));
        out.println(Printable.line(report.displayName()) + ": "
                + report.effect().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + report.targetId().map(id -> ", " + id + " in the application").map(Printable::line).orElse(""));
    }
}
