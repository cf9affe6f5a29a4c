package dev.rollcall.server.management.person;

import dev.rollcall.directory.access.Connections;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.person.LinkedAccounts;
import dev.rollcall.server.management.ManagementAnswer;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.ManagementRequest;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /users/{id}/identities}. */
final class IdentityEndpoint {
    private final LinkedAccounts accounts;
    private final Connections connections;

    IdentityEndpoint(LinkedAccounts accounts, Connections connections) {
        this.accounts = accounts;
        this.connections = connections;
    }

    ManagementAnswer link(ManagementRequest request) {
        UserId primary = Callers.requiredUserId(request);
        ObjectNode body = request.requiredBody();
        if (body.has("link_with")) {
            throw ManagementFailure
                    .body("\"link_with\" is not served: no issuer and audience are configured by which an ID"
                            + " token could be checked. Send provider and user_id instead.");
        }
        UserId linked = linked(request, body);
        ArrayNode identities = accounts.link(Callers.of(request), primary, linked).orElseThrow(Callers::nobody);
        request.changed("identity", Optional.empty(), primary.toString(), Optional.empty(), Optional.of(identities));
        return ManagementAnswer.created(identities);
    }

    /** The user id may be whole, or without its provider, or, beside a connection_id, the last part alone. */
    private UserId linked(ManagementRequest request, ObjectNode body) {
        String provider = body.path("provider").asString("");
        String userId = body.path("user_id").asString("");
        if (provider.isEmpty() || userId.isEmpty()) {
            throw ManagementFailure
                    .body("\"provider\" and \"user_id\" must be texts, as a user's identities have them.");
        }
        String named = Optional.of(body.path("connection_id").asString(""))
                .filter(id -> !id.isEmpty())
                .map(id -> connection(request, id).name() + "|")
                .filter(prefix -> !userId.startsWith(prefix) && !userId.startsWith(provider + "|" + prefix))
                .map(prefix -> prefix + userId)
                .orElse(userId);
        return UserId.parse(named)
                .filter(whole -> whole.strategy().keyword().equals(provider))
                .or(() -> UserId.parse(provider + "|" + named))
                .orElseThrow(() -> ManagementFailure.body(
                        "\"user_id\" must be the connection's name, a bar and the person's id there."));
    }

    private Connection connection(ManagementRequest request, String text) {
        return ConnectionId.parse(text)
                .flatMap(id -> connections.countedFor(request.share()).find(id.value()))
                .orElseThrow(() -> ManagementFailure.body("There is no connection with that \"connection_id\"."));
    }

    ManagementAnswer unlink(ManagementRequest request) {
        UserId primary = Callers.requiredUserId(request);
        UserId linked = UserId.parse(request.parameter("provider") + "|" + request.parameter("userId"))
                .orElseThrow(
                        () -> new ManagementFailure(400, "invalid_uri", "The path must end with the provider and the"
                                + " user_id of an identity, such as waad/acme%7C42."));
        ArrayNode identities = accounts.unlink(Callers.of(request), primary, linked).orElseThrow(Callers::nobody);
        request.changed("identity", Optional.empty(), primary.toString(), Optional.empty(), Optional.of(identities));
        return ManagementAnswer.ok(identities);
    }
}
