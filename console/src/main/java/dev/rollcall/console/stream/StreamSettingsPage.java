package dev.rollcall.console.stream;

import dev.rollcall.console.frame.CommandWord;
import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsoleForm;
import dev.rollcall.console.frame.ConsolePage;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleRoute;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.console.frame.Frame;
import dev.rollcall.console.frame.LinkQuery;
import dev.rollcall.console.stream.StreamSettingsView.Fields;
import dev.rollcall.console.stream.StreamSettingsView.Table;
import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.access.EventStreams;
import dev.rollcall.directory.access.StreamDraft;
import dev.rollcall.directory.access.StreamForm;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.server.management.ManagementFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a stream leaves out, how fast it sends, and by which rows: edited in the page, and tried on somebody before it is saved.
 *
 * <p>Guarantees: nothing is sent and nothing is changed by a preview. A save is refused when somebody else has changed the stream since
 * the page was made.
 */
public final class StreamSettingsPage implements ConsolePage {
    private static final ManagementScope SCOPE = ManagementScope.UPDATE_EVENT_STREAMS;
    /** Bytes that a person, and the requests that come of it, may take. */
    private static final long LARGEST = 4L << 20;
    /** Rows that are offered to be written. */
    private static final int MORE_ROWS = 3;
    private static final String SAVED = "saved";
    private static final String REVISION = "revision";
    private static final String USER = "user";

    private final ConsoleServices services;
    private final StreamFinder finder;
    private final StreamEvents events;

    /** @param tenant the name of this installation, as events have it */
    public StreamSettingsPage(ConsoleServices services, String tenant) {
        this.services = services;
        this.finder = new StreamFinder(services);
        this.events = new StreamEvents(services, tenant);
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(
                ConsoleRoute.get(ConsolePath.STREAM_SETTINGS, SCOPE, this::show),
                ConsoleRoute.post(ConsolePath.STREAM_SETTINGS, SCOPE, this::take));
    }

    private ConsoleAnswer show(ConsoleRequest request) {
        EventStream stream = finder.of(request);
        ObjectNode rows = inForce(stream);
        return page(request, stream, 200, fields(request, stream), tables(rows), Optional.empty(), "",
                request.query().text(SAVED).isPresent());
    }

    private ConsoleAnswer take(ConsoleRequest request) {
        EventStream stream = finder.of(request);
        return switch (request.form().required("do", "What to do")) {
            case "save" -> save(request, stream);
            case "preview" -> preview(request, stream);
            default -> throw ManagementFailure.body("The form is either saved or previewed.");
        };
    }

    private ConsoleAnswer save(ConsoleRequest request, EventStream stream) {
        String revision = request.form().required(REVISION, "Revision");
        request.change(trail -> streams(request).audited(trail).edit(stream.id(), before -> {
            if (!Long.toString(before.revision()).equals(revision)) {
                throw new ManagementFailure(409, "event_stream_changed", "Somebody has changed the stream since you"
                        + " loaded the page. Load it anew, and make your change again.");
            }
            return draft(request, before);
        }));
        return ConsoleAnswer.redirect(request.frame()
                .link(ConsolePath.STREAM_SETTINGS, LinkQuery.NONE.with(SAVED, "on"), stream.id().value()));
    }

    /** What cannot be used is said beside what was typed, which stays. */
    private ConsoleAnswer preview(ConsoleRequest request, EventStream stream) {
        request.requireScope(ManagementScope.READ_USERS);
        request.reserve(LARGEST);
        ConsoleForm form = request.form();
        Optional<WouldSend> shown = Optional.empty();
        String problem = "";
        try {
            EventStream wanted = streams(request).draft(stream.id(), before -> draft(request, before));
            shown = Optional.of(form.text(USER)
                    .flatMap(UserId::parse)
                    .flatMap(person -> events.ofPerson(request, stream, person))
                    .map(event -> events.preview(wanted, event))
                    .orElseGet(() -> WouldSend.nothing("There is nobody of this user_id, which looks like waad|acme|42."
                            + " The page of a user has it.")));
        } catch (DirectoryException | ManagementFailure e) {
            problem = String.valueOf(e.getMessage());
        }
        List<Table> tables = stream.destination() instanceof ScimTarget ? StreamSettingsForm.KINDS.stream()
                .map(kind -> table(kind, StreamSettingsForm.rows(form, kind)))
                .toList() : List.of();
        return page(request, stream, problem.isEmpty() ? 200 : 400, typed(form, stream), tables, shown, problem, false);
    }

    private StreamDraft draft(ConsoleRequest request, EventStream before) {
        return StreamForm.read(StreamSettingsForm.body(before, request.form(), inForce(before)), Optional.of(before),
                streams(request)::connection);
    }

    private EventStreams streams(ConsoleRequest request) {
        return services.management().streams().streams().countedFor(request.share());
    }

    private ObjectNode inForce(EventStream stream) {
        return stream.destination() instanceof ScimTarget scim ? services.management().streams().actions().rows(scim)
                : JsonNodeFactory.instance.objectNode();
    }

    private ConsoleAnswer page(ConsoleRequest request, EventStream stream, int status, Fields fields,
            List<Table> tables, Optional<WouldSend> shown, String problem, boolean saved) {
        Frame frame = request.frame();
        String id = stream.id().value();
        boolean scim = stream.destination() instanceof ScimTarget;
        return ConsoleAnswer.page(status, "streamsettings.jte", new StreamSettingsView(
                stream.name(),
                frame.link(ConsolePath.STREAM, id),
                frame.link(ConsolePath.STREAM_SETTINGS, id),
                scim ? Optional.of(frame.link(ConsolePath.STREAM_SYNC, id)) : Optional.empty(),
                request.form().text(REVISION).orElse(Long.toString(stream.revision())),
                fields,
                tables,
                stream.destination() instanceof ScimTarget target && target.mapping().isPresent(),
                stream.destination() instanceof ScimTarget target ? target.preset() : "",
                frame.may(ManagementScope.READ_USERS),
                request.form().text(USER).orElse(""),
                shown,
                problem,
                saved,
                CommandWord.of(stream.name())));
    }

    private Fields fields(ConsoleRequest request, EventStream stream) {
        String connections = services.storage()
                .read(request.share(), session -> stream.filter()
                        .connections()
                        .stream()
                        .map(id -> session.connections().find(id).map(Connection::name).orElse(id.value()))
                        .sorted()
                        .collect(Collectors.joining(", ")));
        return new Fields(connections, StreamSettingsForm.changed(stream),
                stream.filter().condition().orElse(""), Integer.toString(stream.destination().concurrency()),
                stream.destination() instanceof ScimTarget scim ? Optional.of(scim.rate()
                        .map(rate -> Integer.toString(rate))
                        .orElse("")) : Optional.empty());
    }

    private static Fields typed(ConsoleForm form, EventStream stream) {
        return new Fields(form.text(StreamSettingsForm.CONNECTIONS).orElse(""),
                form.text(StreamSettingsForm.CHANGED).orElse(""), form.text(StreamSettingsForm.CONDITION).orElse(""),
                form.text(StreamSettingsForm.CONCURRENCY).orElse(""),
                stream.destination() instanceof ScimTarget
                        ? Optional.of(form.text(StreamSettingsForm.RATE).orElse(""))
                        : Optional.empty());
    }

    private static List<Table> tables(ObjectNode rows) {
        List<Table> tables = new ArrayList<>();
        for (String kind : StreamSettingsForm.KINDS) {
            if (rows.has(kind)) {
                List<TargetRowFields> fields = new ArrayList<>();
                rows.path(kind).forEach(row -> fields.add(TargetRowFields.of(row)));
                tables.add(table(kind, fields));
            }
        }
        return tables;
    }

    private static Table table(String kind, List<TargetRowFields> rows) {
        List<TargetRowFields> more = new ArrayList<>(rows);
        for (int i = 0; i < MORE_ROWS; i++) {
            more.add(TargetRowFields.EMPTY);
        }
        return new Table(kind, more);
    }
}
