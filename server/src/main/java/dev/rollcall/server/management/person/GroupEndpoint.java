package dev.rollcall.server.management.person;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.person.GroupEdits;
import dev.rollcall.directory.person.GroupSearch;
import dev.rollcall.directory.person.GroupSearch.Page;
import dev.rollcall.directory.person.GroupSearch.Wanted;
import dev.rollcall.server.management.FieldSelection;
import dev.rollcall.server.management.ManagementAnswer;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.ManagementRequest;
import dev.rollcall.server.management.PageCursor;
import dev.rollcall.server.management.PageRequest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code /groups}, and the groups of a user. All lists are paged by cursors. */
final class GroupEndpoint {
    private static final String GROUPS = "groups";
    private static final String MEMBERS = "members";

    private final GroupSearch search;
    private final GroupEdits edits;

    GroupEndpoint(GroupSearch search, GroupEdits edits) {
        this.search = search;
        this.edits = edits;
    }

    ManagementAnswer list(ManagementRequest request) {
        Optional<String> connection = request.query().text("connection_id");
        Optional<ConnectionId> id = connection.flatMap(ConnectionId::parse);
        if (connection.isPresent() && id.isEmpty()) {
            throw ManagementFailure
                    .query("The parameter connection_id must be the id of a connection, con_ and 16 letters"
                            + " or digits.");
        }
        PageRequest.AfterCursor page = PageRequest.afterCursor(request.query());
        Wanted wanted = new Wanted(id, request.query().text("name"), request.query().text("external_id"));
        return answer(request, GROUPS, page, search.list(
                Callers.of(request), wanted, request.tenantName(), key(GROUPS, page), page.limit()));
    }

    ManagementAnswer read(ManagementRequest request) {
        return search.find(Callers.of(request), request.parameter("id"), request.tenantName())
                .map(FieldSelection.of(request.query())::apply)
                .map(ManagementAnswer::ok)
                .orElseThrow(GroupEndpoint::missing);
    }

    /** Whoever is not there is gone, as with users. */
    ManagementAnswer delete(ManagementRequest request) {
        request.change(204, trail -> edits.delete(
                Callers.of(request).audited(trail), request.parameter("id"), request.tenantName()));
        return ManagementAnswer.nothing();
    }

    ManagementAnswer members(ManagementRequest request) {
        PageRequest.AfterCursor page = PageRequest.afterCursor(request.query());
        return answer(request, MEMBERS, page, search
                .members(Callers.of(request), request.parameter("id"), key(MEMBERS, page), page.limit())
                .orElseThrow(GroupEndpoint::missing));
    }

    ManagementAnswer ofUser(ManagementRequest request) {
        PageRequest.AfterCursor page = PageRequest.afterCursor(request.query());
        return answer(request, GROUPS, page, search
                .of(Callers.of(request), Callers.requiredUserId(request), request.tenantName(), key(GROUPS, page),
                        page.limit())
                .orElseThrow(Callers::nobody));
    }

    private static String key(String list, PageRequest.AfterCursor page) {
        return page.from().map(cursor -> PageCursor.read(list, 1, cursor).getFirst()).orElse("");
    }

    private static ManagementAnswer answer(
            ManagementRequest request, String list, PageRequest.AfterCursor page, Page found) {
        FieldSelection fields = FieldSelection.of(request.query());
        return page.answer(list, found.items().stream().map(fields::apply).toList(),
                found.next().map(key -> PageCursor.write(list, List.of(key))), OptionalLong.empty());
    }

    private static ManagementFailure missing() {
        return ManagementFailure.missing("inexistent_group", "The group does not exist. GET /api/v2/groups lists all of"
                + " them.");
    }
}
