package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Printable;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.access.StreamJson;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamStatus;
import dev.rollcall.directory.stream.TargetQuirk;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows one event stream. */
@Command(name = "show",
        description = "Shows one event stream: its settings, what waits for its target and why, and what was learned of the "
                + "target. Secrets are never shown.",
        footer = {"", "Examples:", "  rollcall stream show crm", "  rollcall stream show crm --print id",
            "  rollcall stream show crm --forget-quirk users.no-patch"})
final class StreamShow extends DirectoryCommand {
    @Mixin
    private StreamArgument named = new StreamArgument();

    @Option(names = "--forget-quirk", paramLabel = "<name>",
            description = "Forget this that was learned of the target, so that it is learned anew.")
    private @Nullable String forgotten;

    @Mixin
    private FieldOption field = new FieldOption("id", "name", "status", "created_at", "updated_at", "state", "backlog",
            "destination", "filter", "delivery", "quirks");

    StreamShow(Terminal terminal) {
        super(terminal);
    }

    @Override
    void check() {
        field.check(spec(), output());
    }

    @Override
    int run(LocalDirectory directory) {
        EventStream stream = named.in(directory);
        String name = forgotten;
        if (name != null && !directory.streams().statuses().forgetQuirk(stream.id(), name)) {
            throw new NotFound("Nothing named \"%s\" was learned of this target: see \"rollcall stream show %s\"."
                    .formatted(name, stream.name()));
        }
        StreamStatus status = directory.streams().statuses().of(stream);
        List<TargetQuirk> quirks = directory.storage()
                .read(Share.HOUSE, session -> session.remotes().quirks(stream.id()));
        ObjectNode object = StreamJson.of(stream, status);
        ArrayNode array = object.putArray("quirks");
        List<String> lines = new ArrayList<>(StreamText.lines(stream, status));
        quirks.forEach(quirk -> {
            array.addObject()
                    .put("name", quirk.name())
                    .put("value", quirk.value())
                    .put("evidence", quirk.evidence())
                    .put("learned_at", quirk.learnedAt().toString());
            lines.add("learned          " + Printable.line(quirk.name() + " " + quirk.value()).strip());
        });
        field.of(object).ifPresentOrElse(terminal().out()::println, () -> output().object(terminal(), object, lines));
        return ExitCode.DONE;
    }
}
