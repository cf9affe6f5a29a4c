package dev.rollcall.app.command;

import dev.rollcall.app.service.LocalDirectory;
import dev.rollcall.app.terminal.ExitCode;
import dev.rollcall.app.terminal.Printable;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.app.terminal.TextTable;
import dev.rollcall.app.terminal.WideOption;
import dev.rollcall.directory.access.DeliveryJson;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.storage.CauseGroup;
import dev.rollcall.directory.storage.DeliveryPage;
import dev.rollcall.directory.storage.DeliveryQuery;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.stream.DeliveryAttempt;
import dev.rollcall.directory.stream.DeliveryState;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamDelivery;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Shows what is on its way to a target, and what has become of it. */
@Command(name = "deliveries",
        description = "Shows the newest deliveries of an event stream: what is on its way, what was delivered, superseded by newer "
                + "state, skipped and why, and the dead letters. --causes groups the dead letters, --event shows one delivery "
                + "with its attempts.",
        footer = {"", "Examples:", "  rollcall stream deliveries crm --status failed,pending",
            "  rollcall stream deliveries crm --causes",
            "  rollcall stream deliveries crm --event evt_0000000000000000000007"})
final class StreamDeliveries extends DirectoryCommand {
    private static final int PAGE = 200;
    private static final int MOST = 10_000;
    private static final int MOST_CAUSES = 100;

    @Mixin
    private StreamArgument named = new StreamArgument();

    @Option(names = "--status", paramLabel = "<words>",
            description = "Only those that are pending, delivered, superseded, skipped or failed; several with commas.")
    private @Nullable String states;

    @Mixin
    private DeliveryFlags flags = new DeliveryFlags();

    @Option(names = "--limit", paramLabel = "<number>", defaultValue = "50",
            description = "How many to show at most, 1 to 10000. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(names = "--causes", description = "Show how many dead letters there are of each cause.")
    private boolean causes;

    @Option(names = "--event", paramLabel = "<event>",
            description = "Show the delivery of this event with its attempts.")
    private @Nullable String event;

    @Mixin
    private WideOption wide = new WideOption();

    StreamDeliveries(Terminal terminal) {
        super(terminal);
    }

    @Override
    void check() {
        if (limit < 1 || limit > MOST) {
            throw wrong("The limit must be a number from 1 to 10000.");
        }
        states();
    }

    @Override
    int run(LocalDirectory directory) {
        EventStream stream = named.in(directory);
        if (causes) {
            return causes(directory, stream);
        }
        if (event != null) {
            return one(directory, stream, event);
        }
        TextTable table = new TextTable("EVENT", "TYPE", "SUBJECT", "STATUS", "TRIES", "QUEUED", "WHY");
        List<ObjectNode> objects = new ArrayList<>();
        for (StreamDelivery delivery : found(directory, stream)) {
            objects.add(DeliveryJson.of(delivery, List.of(), Optional.empty()));
            table.row(delivery.event().text(), delivery.type().keyword(), delivery.subject().text(),
                    delivery.state().keyword() + (delivery.late() ? " (late)" : ""), Integer.toString(delivery.tries()),
                    wide.past(delivery.createdAt(), terminal()),
                    delivery.cause().or(delivery::note).orElse(""));
        }
        output().list(terminal(), wide, objects, table, "The stream has no such delivery.");
        return ExitCode.DONE;
    }

    private List<StreamDelivery> found(LocalDirectory directory, EventStream stream) {
        List<StreamDelivery> found = new ArrayList<>();
        Optional<DeliveryQuery> query = Optional.of(new DeliveryQuery(stream.id(), states(), flags.types(),
                flags.subject(spec()), flags.cause(), flags.since(spec()), flags.until(spec()), Optional.empty(), true,
                DeliveryQuery.BUDGET));
        while (query.isPresent() && found.size() < limit) {
            DeliveryQuery next = query.get();
            int rest = Math.min(PAGE, limit - found.size());
            DeliveryPage page = directory.storage()
                    .read(Share.HOUSE, session -> session.deliveries().page(next, rest));
            found.addAll(page.deliveries());
            query = page.next().map(next::from);
        }
        return found;
    }

    private int causes(LocalDirectory directory, EventStream stream) {
        TextTable table = new TextTable("CAUSE", "DEAD LETTERS", "NEWEST");
        List<ObjectNode> objects = new ArrayList<>();
        for (CauseGroup group : directory.storage()
                .read(Share.HOUSE, session -> session.deliveries().causes(stream.id(), MOST_CAUSES))) {
            objects.add(JsonNodeFactory.instance
                    .objectNode()
                    .put("cause", group.cause())
                    .put("count", group.count())
                    .put("oldest", group.oldest().text())
                    .put("newest", group.newest().text())
                    .put("newest_at", group.newestAt().toString()));
            table.row(group.cause(), Long.toString(group.count()), wide.past(group.newestAt(), terminal()));
        }
        output().list(terminal(), wide, objects, table, "The stream has no dead letters.");
        return ExitCode.DONE;
    }

    private int one(LocalDirectory directory, EventStream stream, String text) {
        EventId id = EventId.parse(text).orElseThrow(() -> wrong("\"%s\" is no event's id.".formatted(text)));
        StreamDelivery delivery = directory.storage()
                .read(Share.HOUSE, session -> session.deliveries().find(stream.id(), id))
                .orElseThrow(() -> new NotFound("The stream has no delivery of the event %s.".formatted(id)));
        List<DeliveryAttempt> attempts = directory.storage()
                .read(Share.HOUSE, session -> session.deliveries().attempts(stream.id(), id));
        ObjectNode object = DeliveryJson.of(delivery, attempts, Optional.empty());
        DeliveryJson.addExchanges(object, attempts);
        List<String> lines = new ArrayList<>();
        object.properties().forEach(member -> {
            if (!member.getValue().isContainer()) {
                lines.add("%-16s %s".formatted(member.getKey(), Printable.line(member.getValue().asString())));
            }
        });
        attempts.forEach(attempt -> {
            lines.add("");
            lines.add(
                    "attempt %d at %s: %s".formatted(attempt.number(), attempt.at(), Printable.line(attempt.error())));
            attempt.request().ifPresent(request -> lines.add(Printable.lines(request)));
            attempt.response().ifPresent(response -> lines.add(Printable.lines(response)));
        });
        output().object(terminal(), object, lines);
        return ExitCode.DONE;
    }

    private Set<DeliveryState> states() {
        Set<DeliveryState> known = EnumSet.noneOf(DeliveryState.class);
        for (String word : DeliveryFlags.words(states)) {
            try {
                known.add(DeliveryState.of(word));
            } catch (IllegalArgumentException e) {
                throw wrong("There is no status \"%s\": use some of pending, delivered, superseded, skipped, failed."
                        .formatted(word));
            }
        }
        return known;
    }
}
