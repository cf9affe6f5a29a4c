package dev.rollcall.console.person;

import dev.rollcall.console.connection.ConnectionTabs;
import dev.rollcall.console.connection.OpenedConnection;
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
import dev.rollcall.directory.identifier.GroupId;
import dev.rollcall.directory.person.GroupEdits;
import dev.rollcall.directory.person.GroupSearch;
import dev.rollcall.scim.schema.StandardSchemas;
import dev.rollcall.server.management.ManagementFailure;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The groups of a connection, and the page of each.
 *
 * <p>Guarantees: a path names a group of its own connection alone; members come a page at a time, however many a group has.
 */
public final class GroupsPage implements ConsolePage {
    private static final int ROWS = 50;
    /** Bytes of a list, with what it is made of. */
    private static final long LARGEST_LIST = 8L << 20;
    /** What stands in the place of a tenant's name, of which the pages show nothing. */
    private static final String TENANT = "rollcall";

    private static final Pattern SCIM_ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final ConsoleServices services;
    private final GroupSearch search;
    private final GroupEdits edits;

    public GroupsPage(ConsoleServices services) {
        this.services = services;
        this.search = new GroupSearch(services.management().people());
        this.edits = new GroupEdits(services.management().people());
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(
                ConsoleRoute.get(ConsolePath.GROUPS, ManagementScope.READ_GROUPS, this::list),
                ConsoleRoute.get(ConsolePath.GROUP, ManagementScope.READ_GROUPS, this::show),
                ConsoleRoute.post(ConsolePath.GROUP_DELETE, ManagementScope.DELETE_GROUPS, this::delete));
    }

    private ConsoleAnswer list(ConsoleRequest request) {
        request.reserve(LARGEST_LIST);
        Connection connection = OpenedConnection.of(services, request);
        Frame frame = request.frame();
        Optional<String> name = request.query().text("name").map(String::strip).filter(text -> !text.isEmpty());
        String key = request.query().text("after").map(id -> connection.id().value() + id).orElse("");
        GroupSearch.Page page = search.list(PersonRequest.caller(request),
                new GroupSearch.Wanted(Optional.of(connection.id()), name, Optional.empty()), TENANT, key, ROWS);
        return ConsoleAnswer.page("groups.jte", new GroupsView(
                ConnectionTabs.of(frame, connection, ConsolePath.GROUPS), name.orElse(""),
                page.items().stream().map(group -> row(frame, connection, group)).toList(),
                frame.link(ConsolePath.GROUPS, connection.name()),
                page.next()
                        .map(next -> frame.link(ConsolePath.GROUPS, LinkQuery.NONE.with("name", name)
                                .with("after", next.substring(connection.id().value().length())),
                                connection.name()))));
    }

    private static GroupsView.Row row(Frame frame, Connection connection, JsonNode group) {
        String id = group.path("id").asString("");
        return new GroupsView.Row(group.path("name").asString(id), id, group.path("external_id").asString(""),
                group.path("updated_at").asString(""), frame.link(ConsolePath.GROUP, connection.name(), id));
    }

    private record Known(Connection connection, String scimId, ObjectNode group) {
        String id() {
            return group.path("id").asString("");
        }
    }

    private ConsoleAnswer show(ConsoleRequest request) {
        request.reserve(HistoryEntry.LARGEST);
        Known known = known(request);
        Connection connection = known.connection;
        Frame frame = request.frame();
        String resource = PersonRequest.resource(services, request, connection, connection.types().group(),
                known.scimId)
                .orElseThrow(GroupsPage::missing);
        boolean sees = frame.may(ManagementScope.READ_GROUP_MEMBERS);
        GroupSearch.Page members = sees
                ? search.members(PersonRequest.caller(request), known.id(),
                        request.query().text("members").orElse(""), ROWS).orElseThrow(GroupsPage::missing)
                : new GroupSearch.Page(List.of(), Optional.empty());
        long total = services.storage()
                .read(request.share(), session -> session.resources()
                        .find(connection.id(), StandardSchemas.group().name(), known.scimId)
                        .map(group -> session.members().count(group))
                        .orElse(0L));
        HistoryEntry.Stretch history = HistoryEntry.of(services, request, connection.id(), known.scimId);
        return ConsoleAnswer.page("group.jte", new GroupView(ConnectionTabs.of(frame, connection, ConsolePath.GROUPS),
                known.group.path("name").asString(known.id()), known.id(), known.scimId, resource, sees, total,
                members.items().stream().map(member -> member(frame, connection, member)).toList(),
                members.next().map(next -> link(frame, known, "members", next)), history.entries(),
                history.next().map(next -> link(frame, known, "before", next)),
                frame.link(ConsolePath.LOG, LinkQuery.NONE.with("connection", connection.id().value())
                        .with("resource", known.scimId)),
                frame.link(ConsolePath.GROUP_DELETE, connection.name(), known.id())));
    }

    private static String link(Frame frame, Known known, String parameter, String value) {
        return frame.link(ConsolePath.GROUP, LinkQuery.NONE.with(parameter, value), known.connection.name(),
                known.id());
    }

    private static GroupView.Member member(Frame frame, Connection connection, JsonNode member) {
        String id = member.path("id").asString("");
        boolean group = member.path("member_type").asString("").equals("group");
        boolean seen = group || frame.may(ManagementScope.READ_USERS);
        return new GroupView.Member(id, member.path("member_type").asString(""), seen
                ? Optional.of(frame.link(group ? ConsolePath.GROUP : ConsolePath.USER, connection.name(), id))
                : Optional.empty());
    }

    private ConsoleAnswer delete(ConsoleRequest request) {
        Known known = known(request);
        if (!request.change(trail -> edits.delete(PersonRequest.caller(request).audited(trail), known.id(), TENANT))) {
            throw missing();
        }
        return ConsoleAnswer.redirect(request.frame().link(ConsolePath.GROUPS, known.connection.name()));
    }

    private Known known(ConsoleRequest request) {
        Connection connection = OpenedConnection.of(services, request);
        String named = request.parameter("group");
        String id = SCIM_ID.matcher(named).matches() ? GroupId.of(named) : named;
        ObjectNode group = search.find(PersonRequest.caller(request), id, TENANT)
                .filter(found -> found.path("connection_id").asString("").equals(connection.id().value()))
                .orElseThrow(GroupsPage::missing);
        return new Known(connection, GroupId.scimId(id).orElseThrow(GroupsPage::missing), group);
    }

    private static ManagementFailure missing() {
        return ManagementFailure.missing("inexistent_group",
                "The connection has no such group, or not any more. Its page of groups lists those that there are.");
    }
}
