package dev.rollcall.server.management.person;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.person.PersonEdits;
import dev.rollcall.directory.person.PersonPage;
import dev.rollcall.directory.person.PersonQuery;
import dev.rollcall.directory.person.PersonSearch;
import dev.rollcall.directory.person.query.ProfileQuery;
import dev.rollcall.directory.person.query.ProfileQueryException;
import dev.rollcall.directory.person.query.ProfileQueryParser;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.type.IndexColumn;
import dev.rollcall.server.management.FieldSelection;
import dev.rollcall.server.management.ManagementAnswer;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.ManagementQuery;
import dev.rollcall.server.management.ManagementRequest;
import dev.rollcall.server.management.PageCursor;
import dev.rollcall.server.management.PageRequest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /users} and {@code /users-by-email}. */
final class UserEndpoint {
    private static final String LIST = "users";

    private final PersonSearch search;
    private final PersonEdits edits;

    UserEndpoint(PersonSearch search, PersonEdits edits) {
        this.search = search;
        this.edits = edits;
    }

    ManagementAnswer list(ManagementRequest request) {
        ManagementQuery query = request.query();
        PageRequest page = PageRequest.of(query);
        Optional<ProfileQuery> wanted = query.text("q").flatMap(UserEndpoint::parse);
        Sort sort = query.text("sort").map(Sort::parse).orElse(Sort.BY_ID);
        PersonQuery people = switch (page) {
            case PageRequest.ByNumber byNumber -> new PersonQuery(query.text("connection"), wanted, sort.column,
                    sort.descending, true, Optional.empty(), byNumber.offset(), byNumber.limit());
            case PageRequest.AfterCursor after ->
                new PersonQuery(query.text("connection"), wanted, IndexColumn.ID, false, false,
                        after.from().map(UserEndpoint::account), 0, after.limit());
        };
        PersonPage found = search.list(Callers.of(request), people);
        FieldSelection fields = FieldSelection.of(query);
        List<ObjectNode> items = found.profiles().stream().map(fields::apply).toList();
        Optional<String> next = found.last()
                .filter(_ -> found.more())
                .map(last -> PageCursor.write(LIST, List.of(last.connection().value(), last.id())));
        return page.answer(LIST, items, next, OptionalLong.of(found.total()));
    }

    private static PersonKey account(String cursor) {
        List<String> key = PageCursor.read(LIST, 2, cursor);
        return new PersonKey(
                ConnectionId.parse(key.getFirst())
                        .orElseThrow(() -> ManagementFailure.query("The parameter from is no cursor of this list.")),
                key.getLast());
    }

    private static Optional<ProfileQuery> parse(String q) {
        try {
            return ProfileQueryParser.parse(q);
        } catch (ProfileQueryException e) {
            throw ManagementFailure.query(String.valueOf(e.getMessage()));
        }
    }

    /** In which order a list by page numbers is. */
    private record Sort(IndexColumn column, boolean descending) {
        static final Sort BY_ID = new Sort(IndexColumn.ID, false);

        static Sort parse(String text) {
            int colon = text.lastIndexOf(':');
            String order = colon < 0 ? "1" : text.substring(colon + 1);
            IndexColumn column = switch (colon < 0 ? text : text.substring(0, colon)) {
                case "created_at" -> IndexColumn.CREATED;
                case "updated_at" -> IndexColumn.LAST_MODIFIED;
                default -> throw unknown();
            };
            return switch (order) {
                case "1" -> new Sort(column, false);
                case "-1" -> new Sort(column, true);
                default -> throw unknown();
            };
        }

        private static ManagementFailure unknown() {
            return ManagementFailure.query("The parameter sort must be created_at or updated_at and :1 or :-1, such as"
                    + " created_at:-1.");
        }
    }

    ManagementAnswer withEmail(ManagementRequest request) {
        String email = request.query()
                .text("email")
                .orElseThrow(() -> ManagementFailure.query("The parameter email is missing."));
        FieldSelection fields = FieldSelection.of(request.query());
        ArrayNode found = JsonNodeFactory.instance.arrayNode();
        search.withEmail(Callers.of(request), email).forEach(profile -> found.add(fields.apply(profile)));
        return ManagementAnswer.ok(found);
    }

    ManagementAnswer read(ManagementRequest request) {
        ObjectNode profile = search.find(Callers.of(request), Callers.requiredUserId(request))
                .orElseThrow(Callers::nobody);
        return ManagementAnswer.ok(FieldSelection.of(request.query()).apply(profile));
    }

    ManagementAnswer create(ManagementRequest request) {
        try {
            ObjectNode body = request.requiredBody();
            return ManagementAnswer.created(
                    request.change(201, trail -> edits.create(Callers.of(request).audited(trail), body)));
        } catch (DirectoryException e) {
            if (e.kind() == DirectoryException.Kind.TAKEN) {
                throw new ManagementFailure(409, "user_exists", String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    ManagementAnswer change(ManagementRequest request) {
        UserId userId = Callers.requiredUserId(request);
        ObjectNode body = request.requiredBody();
        return ManagementAnswer
                .ok(request.change(200, trail -> edits.patch(Callers.of(request).audited(trail), userId, body))
                        .orElseThrow(Callers::nobody));
    }

    ManagementAnswer delete(ManagementRequest request) {
        Callers.userId(request)
                .ifPresent(userId -> request.change(204,
                        trail -> edits.delete(Callers.of(request).audited(trail), userId)));
        return ManagementAnswer.nothing();
    }

    ManagementAnswer revokeAccess(ManagementRequest request) {
        UserId userId = Callers.requiredUserId(request);
        if (!request.change(202, trail -> edits.revokeAccess(Callers.of(request).audited(trail), userId))) {
            throw Callers.nobody();
        }
        return ManagementAnswer.accepted(JsonNodeFactory.instance.objectNode());
    }
}
