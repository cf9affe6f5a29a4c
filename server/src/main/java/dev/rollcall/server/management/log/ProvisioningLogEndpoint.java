package dev.rollcall.server.management.log;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.log.Explanation;
import dev.rollcall.directory.storage.LogSearch;
import dev.rollcall.directory.storage.LogStretch;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.server.management.ManagementAnswer;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.ManagementRequest;
import dev.rollcall.server.management.PageCursor;
import dev.rollcall.server.management.PageRequest;
import dev.rollcall.server.management.connection.ConnectionLookup;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What one identity provider asked for and was answered, with why. */
final class ProvisioningLogEndpoint {
    private static final String LIST = "logs";
    /** Of the export as lines; each read is a snapshot of its own. */
    private static final int ROWS_AT_A_TIME = 200;

    private final Storage storage;
    private final ConnectionLookup lookup;

    ProvisioningLogEndpoint(Storage storage, ConnectionLookup lookup) {
        this.storage = storage;
        this.lookup = lookup;
    }

    /** A page, which may be short and still have a next one; with lines of JSON, all there are. */
    ManagementAnswer list(ManagementRequest request) {
        Connection named = lookup.of(request).connection();
        ConnectionId connection = named.id();
        Optional<String> resource = resource(request, named);
        PageRequest.AfterCursor page = PageRequest.afterCursor(request.query());
        Optional<String> from = page.from().map(cursor -> PageCursor.read(LIST, 1, cursor).getFirst());
        if (request.wantsLines()) {
            LogSearch search = LogFilter.of(request.query(), connection, resource, from, ROWS_AT_A_TIME);
            return ManagementAnswer.streamed("application/x-ndjson", out -> export(request, search, out));
        }
        request.reserve(LogPage.LARGEST);
        LogStretch stretch = read(request, LogFilter.of(request.query(), connection, resource, from, page.limit()));
        return page.answer(
                LIST,
                stretch.entries(),
                entry -> LogEntryForm.of(entry, request.tenantName()),
                stretch.next().map(id -> PageCursor.write(LIST, List.of(id))),
                OptionalLong.empty());
    }

    ManagementAnswer read(ManagementRequest request) {
        Connection connection = lookup.of(request).connection();
        return ManagementAnswer.ok(LogEntryForm.of(entry(request, connection.id()), request.tenantName()));
    }

    ManagementAnswer explain(ManagementRequest request) {
        Connection connection = lookup.of(request).connection();
        RequestLogEntry entry = entry(request, connection.id());
        Explanation explanation = Explanation.of(entry, connection.strategy());
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("log_id", entry.id())
                .put("status", entry.status())
                .put("summary", explanation.summary())
                .put("cause", explanation.cause());
        ArrayNode next = json.putArray("what_to_do");
        explanation.next().forEach(next::add);
        ArrayNode tolerances = json.putArray("tolerances");
        explanation.tolerances().forEach(tolerances::add);
        return ManagementAnswer.ok(json);
    }

    /** The SCIM id of what the log is to be about: {@code resource}, or {@code person}, who may be named by their user id. */
    private Optional<String> resource(ManagementRequest request, Connection connection) {
        Optional<UserId> person = request.query().text("person").flatMap(UserId::parse);
        if (person.isEmpty()) {
            return request.query().text("resource").or(() -> request.query().text("person"));
        }
        return Optional.of(person.filter(known -> known.isOf(connection))
                .flatMap(known -> storage.read(request.share(),
                        session -> session.identities().holder(connection.id(), known.subject())))
                .orElseThrow(
                        () -> ManagementFailure.query("The connection has nobody with that user id. Somebody who was"
                                + " deleted is found by the SCIM id, with the parameter resource.")));
    }

    private void export(ManagementRequest request, LogSearch search, OutputStream out) throws IOException {
        Optional<String> from = search.from();
        boolean more = true;
        while (more) {
            LogStretch stretch = read(request, search.beyond(from));
            for (RequestLogEntry entry : stretch.entries()) {
                out.write(ScimJson.write(LogEntryForm.of(entry, request.tenantName())));
                out.write('\n');
            }
            from = stretch.next();
            more = from.isPresent();
        }
    }

    private LogStretch read(ManagementRequest request, LogSearch search) {
        return storage.read(request.share(), session -> session.log().search(search));
    }

    private RequestLogEntry entry(ManagementRequest request, ConnectionId connection) {
        String id = request.parameter("entry");
        return storage.read(request.share(), session -> session.log().find(id))
                .filter(found -> found.connection().equals(connection))
                .orElseThrow(() -> ManagementFailure.missing("log_not_found", "The connection's log has no such entry."
                        + " Entries are kept for the time of the setting log.retention."));
    }
}
