package dev.rollcall.server.management.person;

import dev.rollcall.directory.access.Connections;
import dev.rollcall.directory.access.IdTokens;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.identity.SignedIn;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.person.LinkedAccounts;
import dev.rollcall.server.management.ManagementAnswer;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.ManagementRequest;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** {@code /users/{id}/identities}. */
final class IdentityEndpoint {
    private static final String LINK_WITH = "link_with";

    private final LinkedAccounts accounts;
    private final Connections connections;
    private final IdTokens idTokens;

    IdentityEndpoint(LinkedAccounts accounts, Connections connections, IdTokens idTokens) {
        this.accounts = accounts;
        this.connections = connections;
        this.idTokens = idTokens;
    }

    ManagementAnswer link(ManagementRequest request) {
        UserId primary = Callers.requiredUserId(request);
        ObjectNode body = request.requiredBody();
        Optional<SignedIn> proved = body.has(LINK_WITH) ? Optional.of(signedIn(body)) : Optional.empty();
        UserId linked = proved.map(SignedIn::userId).orElseGet(() -> named(request, body));
        LinkedAccounts.Proofs proofs = new LinkedAccounts.Proofs(signInOfCaller(request), proved.map(SignedIn::at));
        ArrayNode identities = request
                .change(201, trail -> accounts.link(Callers.of(request).audited(trail), primary, linked, proofs))
                .orElseThrow(Callers::nobody);
        return ManagementAnswer.created(identities);
    }

    /** Whoever shows an ID token is also the account that it is about, as Auth0 has it. */
    private SignedIn signedIn(ObjectNode body) {
        if (body.has("provider") || body.has("user_id") || body.has("connection_id")) {
            throw ManagementFailure.body("\"link_with\" says by itself which account is meant. Send it alone, or"
                    + " provider and user_id without it.");
        }
        if (!(body.get(LINK_WITH) instanceof StringNode text)) {
            throw ManagementFailure.body("\"link_with\" must be a text: the ID token that the sign-in to the second"
                    + " account was answered with.");
        }
        return idTokens.signedIn(text.stringValue());
    }

    private static Optional<Instant> signInOfCaller(ManagementRequest request) {
        return request.caller().person().map(SignedIn::at);
    }

    /** The user id may be whole, or without its provider, or, beside a connection_id, the last part alone. */
    private UserId named(ManagementRequest request, ObjectNode body) {
        if (request.caller().person().isPresent()) {
            throw ManagementFailure.body("Somebody who is signed in links a second account by showing its ID token:"
                    + " sign in to that one as well, and send {\"link_with\": \"<its ID token>\"}.");
        }
        String provider = body.path("provider").asString("");
        String userId = body.path("user_id").asString("");
        if (provider.isEmpty() || userId.isEmpty()) {
            throw ManagementFailure
                    .body("\"provider\" and \"user_id\" must be texts, as a user's identities have them.");
        }
        String whole = Optional.of(body.path("connection_id").asString(""))
                .filter(id -> !id.isEmpty())
                .map(id -> connection(request, id).name() + "|")
                .filter(prefix -> !userId.startsWith(prefix) && !userId.startsWith(provider + "|" + prefix))
                .map(prefix -> prefix + userId)
                .orElse(userId);
        return UserId.parse(whole)
                .filter(id -> id.strategy().keyword().equals(provider))
                .or(() -> UserId.parse(provider + "|" + whole))
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
        ArrayNode identities = request
                .change(200, trail -> accounts.unlink(Callers.of(request).audited(trail), primary, linked,
                        signInOfCaller(request)))
                .orElseThrow(Callers::nobody);
        return ManagementAnswer.ok(identities);
    }
}
