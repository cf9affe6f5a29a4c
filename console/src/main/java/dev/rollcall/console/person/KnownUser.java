package dev.rollcall.console.person;

import dev.rollcall.console.connection.OpenedConnection;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.person.PersonSearch;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.server.management.ManagementFailure;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The user that a path names, by the SCIM id or the user_id.
 *
 * @param profile as the product sees it
 */
record KnownUser(Connection connection, PersonKey account, ObjectNode profile) {

    /** @throws ManagementFailure 404 when there is none */
    static KnownUser of(ConsoleServices services, PersonSearch search, ConsoleRequest request) {
        Connection connection = OpenedConnection.of(services, request);
        String named = request.parameter("user");
        Optional<UserId> userId = UserId.parse(named).filter(id -> id.isOf(connection));
        Optional<ObjectNode> profile = userId.isPresent()
                ? search.find(PersonRequest.caller(request), userId.get())
                : search.find(PersonRequest.caller(request), new PersonKey(connection.id(), named));
        ObjectNode found = profile.orElseThrow(KnownUser::nobody);
        JsonNode id = found.path("identities").path(0).path("scim_id");
        return new KnownUser(connection, new PersonKey(connection.id(), id.asString("")), found);
    }

    /** What the product calls the user. */
    String userId() {
        return profile.path("user_id").asString("");
    }

    static ManagementFailure nobody() {
        return ManagementFailure.missing("inexistent_user",
                "The connection has no such user, or not any more. Find users on its page of users; the log has what was asked"
                        + " about them.");
    }
}
