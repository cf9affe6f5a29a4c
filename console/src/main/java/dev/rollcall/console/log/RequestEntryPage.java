package dev.rollcall.console.log;

import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsolePage;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleRoute;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.console.frame.Frame;
import dev.rollcall.console.frame.LinkQuery;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.log.Explanation;
import dev.rollcall.directory.storage.LogSearch;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.server.management.ManagementFailure;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** One request: what was asked and answered, what it changed, what it means and what to do, and those around it. */
public final class RequestEntryPage implements ConsolePage {
    private final ConsoleServices services;

    public RequestEntryPage(ConsoleServices services) {
        this.services = services;
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(ConsoleRoute.get(ConsolePath.LOG_ENTRY, ManagementScope.READ_LOGS, this::show));
    }

    private ConsoleAnswer show(ConsoleRequest request) {
        String id = request.parameter("entry");
        RequestEntryView view = services.storage()
                .read(request.share(), session -> session.log()
                        .find(id)
                        .map(entry -> view(session, entry, request)))
                .orElseThrow(() -> ManagementFailure.missing("log_not_found",
                        "The log has no such request. It is kept for the time of the setting log.retention; it may have"
                                + " gone since you got this link."));
        return ConsoleAnswer.page("logentry.jte", view);
    }

    private static RequestEntryView view(ReadSession session, RequestLogEntry entry, ConsoleRequest request) {
        Frame frame = request.frame();
        Optional<Connection> connection = session.connections().find(entry.connection());
        LinkQuery own = LinkQuery.NONE.with("connection", entry.connection().value());
        Optional<String> subject = entry.resourceId();
        CurlText curl = CurlText.of(entry, request.origin().baseUrl());
        return new RequestEntryView(
                RequestRow.of(entry, connection),
                entry.clientAddress(),
                entry.tokenId(),
                entry.clientRequestId(),
                connection.map(found -> Explanation.of(entry, found.strategy())),
                entry.error(),
                subject.map(id -> entry.resourceType().orElse("Resource") + " " + id),
                subject.map(id -> frame.link(ConsolePath.LOG, own.with("resource", id))),
                subject.flatMap(id -> beside(session, entry, id, true))
                        .map(other -> frame.link(ConsolePath.LOG_ENTRY, other)),
                subject.flatMap(id -> beside(session, entry, id, false))
                        .map(other -> frame.link(ConsolePath.LOG_ENTRY, other)),
                entry.plan().flatMap(ChangedValue::of).orElse(List.of()),
                entry.requestBody().map(RequestEntryPage::laidOut),
                entry.responseBody().map(RequestEntryPage::laidOut),
                connection.flatMap(found -> page(frame, found, entry)),
                curl.command(),
                curl.reason(),
                frame.link(ConsolePath.LOG, own.with("status", Integer.toString(entry.status()))));
    }

    private static Optional<String> page(Frame frame, Connection connection, RequestLogEntry entry) {
        boolean group = entry.resourceType().filter("Group"::equals).isPresent();
        return entry.resourceId()
                .filter(_ -> frame.may(group ? ManagementScope.READ_GROUPS : ManagementScope.READ_USERS))
                .map(id -> frame.link(group ? ConsolePath.GROUP : ConsolePath.USER, connection.name(), id));
    }

    /** The request about the same that came before, or after. */
    private static Optional<String> beside(ReadSession session, RequestLogEntry entry, String resource,
            boolean before) {
        LogSearch newest = LogSearch.newest(Optional.of(entry.connection()), 1).about(resource);
        LogSearch search = new LogSearch(newest.connection(), Optional.of(entry.id()), before, newest.statusFrom(),
                newest.statusTo(), newest.resourceId(), newest.tolerance(), newest.since(), newest.until(), 0, 1,
                newest.budget());
        return session.log().heads(search).entries().stream().map(RequestLogEntry::id).findFirst();
    }

    /** JSON with a line for each member; what is none, because it was cut, as it is. */
    private static String laidOut(String body) {
        try {
            return ScimJson.tree(body).toPrettyString();
        } catch (JacksonException cut) {
            return body;
        }
    }
}
