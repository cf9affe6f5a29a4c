package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Printable;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.directory.access.DeliveryFilter;
import dev.rollcall.directory.access.Redeliveries;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.stream.EventStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;

/** Puts dead letters on their way again, or gives them up. */
@Command(name = "redeliver",
        description = "Puts dead letters of an event stream on their way again, after their cause is mended: all of them, those that "
                + "the flags mean, or one. A SCIM application is sent the current state of each subject, a webhook the events "
                + "themselves, marked as late. With --discard they are given up instead. With --user a SCIM application is sent the "
                + "current state of one person, dead letter or not.",
        footer = {"", "Examples:", "  rollcall stream redeliver crm --dry-run",
            "  rollcall stream redeliver crm --cause \"POST 400 invalidValue\"",
            "  rollcall stream redeliver crm --event evt_0000000000000000000007",
            "  rollcall stream redeliver crm --user \"waad|acme|42\"",
            "  rollcall stream redeliver crm --discard \"test users\""})
final class StreamRedeliver extends DirectoryCommand {
    @Mixin
    private StreamArgument named = new StreamArgument();

    @Mixin
    private DeliveryFlags flags = new DeliveryFlags();

    @Option(names = "--event", paramLabel = "<event>", description = "Only the delivery of this event.")
    private @Nullable String event;

    @Option(names = "--user", paramLabel = "<user-id>",
            description = "Send the current state of this person once more, whatever was sent before.")
    private @Nullable String user;

    @Option(names = "--dry-run", description = "Only say how many are meant.")
    private boolean dryRun;

    @Option(names = "--discard", paramLabel = "<reason>",
            description = "Give them up instead, for this reason: they are skipped for good.")
    private @Nullable String reason;

    StreamRedeliver(Terminal terminal) {
        super(terminal);
    }

    @Override
    void check() {
        if (event != null && (flags.isGiven() || dryRun || reason != null)) {
            throw wrong("--event means one delivery: give it without the other flags.");
        }
        if (user != null && (event != null || flags.isGiven() || dryRun || reason != null)) {
            throw wrong("--user means one person: give it without the other flags.");
        }
    }

    @Override
    int run(LocalDirectory directory) {
        EventStream stream = named.in(directory);
        Redeliveries redeliveries = directory.streams().redeliveries();
        if (event != null) {
            EventId id = EventId.parse(event).orElseThrow(() -> wrong("\"%s\" is no event's id.".formatted(event)));
            redeliveries.one(stream.id(), id);
            return done(1, "redelivered", "on its way again: see \"rollcall stream deliveries %s\"."
                    .formatted(stream.name()));
        }
        if (user != null) {
            UserId person = UserId.parse(user)
                    .orElseThrow(() -> wrong("\"%s\" is no user_id, such as waad|acme|42.".formatted(user)));
            EventId sent = directory.streams().resends().person(stream.id(), person);
            output().object(terminal(),
                    JsonNodeFactory.instance.objectNode().put("resent", 1).put("event", sent.text()),
                    List.of("The current state of %s is on its way: see \"rollcall stream deliveries %s\"."
                            .formatted(Printable.line(user), stream.name())));
            return ExitCode.DONE;
        }
        DeliveryFilter filter = new DeliveryFilter(flags.types(), flags.subject(spec()), flags.cause(),
                flags.since(spec()), flags.until(spec()));
        if (dryRun) {
            return done(redeliveries.matched(stream.id(), filter), "matched", "meant; nothing was done.");
        }
        return reason == null
                ? done(redeliveries.many(stream.id(), filter), "redelivered",
                        "on their way again: see \"rollcall stream deliveries %s\".".formatted(stream.name()))
                : done(redeliveries.discard(stream.id(), filter, reason), "discarded", "given up.");
    }

    private int done(long count, String field, String rest) {
        output().object(terminal(), JsonNodeFactory.instance.objectNode().put(field, count),
                List.of("%d dead letter%s %s".formatted(count, count == 1 ? "" : "s", rest)));
        return ExitCode.DONE;
    }
}
