package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Printable;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.access.DeliveryJson;
import dev.rollcall.directory.access.StepJson;
import dev.rollcall.directory.access.StreamForm;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.ReportStep;
import dev.rollcall.directory.stream.StreamDelivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tries the target of an event stream. */
@Command(name = "test",
        description = "Tries the target of an event stream in earnest, also while the stream is paused: a SCIM application is asked "
                + "what it can, and a scratch user is made, changed, found and deleted there; a webhook gets a test event. Each "
                + "step is reported. With --event a test event is put on its way like any other instead.",
        footer = {"", "Examples:", "  rollcall stream test crm", "  rollcall stream test audit --event user.created"})
final class StreamTest extends DirectoryCommand {
    @Mixin
    private StreamArgument named = new StreamArgument();

    @Option(names = "--event", paramLabel = "<type>",
            description = "Put a test event of this type on its way, such as user.created.")
    private @Nullable String event;

    StreamTest(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(LocalDirectory directory) {
        EventStream stream = named.in(directory);
        if (event != null) {
            StreamDelivery made = directory.streams().actions().test(stream, StreamForm.type(event), Optional.empty());
            output().object(terminal(), DeliveryJson.of(made, List.of(), Optional.empty()), List.of(
                    "The test event %s is on its way. See what becomes of it:".formatted(made.event()),
                    "  rollcall stream deliveries %s --event %s".formatted(stream.id(), made.event())));
            return ExitCode.DONE;
        }
        List<ReportStep> steps = directory.streams().actions().check(stream);
        boolean ok = StepJson.isWell(steps);
        List<String> lines = new ArrayList<>();
        steps.forEach(step -> {
            lines.add("%s  %s (%d ms)".formatted(step.ok() ? "ok    " : "FAILED", Printable.line(step.step()),
                    step.duration().toMillis()));
            lines.add("        " + Printable.line(step.sentence()));
        });
        lines.add(ok ? "The target takes what the stream would send." : "The target cannot be used as it is set.");
        output().object(terminal(), StepJson.of(steps), lines);
        return ok ? ExitCode.DONE : ExitCode.FAILED;
    }
}
