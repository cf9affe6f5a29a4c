package dev.rollcall.server.management.person;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.person.PersonSearch;
import dev.rollcall.directory.storage.LogSearch;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.server.management.ManagementAnswer;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.ManagementRequest;
import dev.rollcall.server.management.PageRequest;
import dev.rollcall.server.management.log.LogEntry;
import dev.rollcall.server.management.log.LogPage;
import dev.rollcall.server.management.log.ProviderPage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /users/{id}/logs}: what the identity provider's requests did to a user, newest first. */
final class UserLogEndpoint {
    private final PersonSearch search;
    private final Storage storage;

    UserLogEndpoint(PersonSearch search, Storage storage) {
        this.search = search;
        this.storage = storage;
    }

    ManagementAnswer list(ManagementRequest request) {
        if (!(PageRequest.of(request.query()) instanceof PageRequest.ByNumber page)) {
            throw ManagementFailure.query("This list is paged by page and per_page. Leave take and from out.");
        }
        ObjectNode profile = search.find(Callers.of(request), Callers.requiredUserId(request))
                .orElseThrow(Callers::nobody);
        JsonNode own = profile.path("identities").path(0);
        Optional<ConnectionId> connection = ConnectionId.parse(own.path("connection_id").asString(""));
        request.reserve(LogPage.LARGEST);
        LogSearch about = new LogSearch(
                connection, Optional.empty(), true, 0, LogSearch.ANY, Optional.of(own.path("scim_id").asString("")),
                Optional.empty(), Optional.empty(), Optional.empty(), Math.min(page.offset(), PageRequest.DEEPEST),
                page.limit(), PageRequest.DEEPEST + PageRequest.LARGEST);
        List<LogEntry> found = storage.read(request.share(), session -> ProviderPage.read(session, about));
        if (page.offset() > PageRequest.DEEPEST && !found.isEmpty()) {
            throw PageRequest.tooDeep();
        }
        return page.answer("logs", found, entry -> entry.json(request.tenantName()), Optional.empty(),
                OptionalLong.empty());
    }
}
