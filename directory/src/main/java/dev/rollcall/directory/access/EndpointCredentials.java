package dev.rollcall.directory.access;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.token.ScimToken;
import java.util.List;
import java.util.Optional;

/**
 * What opens a connection's SCIM endpoint, and stops to be good when its configuration is deleted.
 *
 * @param tokens ids of SCIM tokens
 * @param clients ids of OAuth clients
 * @param trustsEntra whether access tokens that Entra issues itself are among it
 */
public record EndpointCredentials(List<String> tokens, List<String> clients, boolean trustsEntra) {
    public EndpointCredentials {
        tokens = List.copyOf(tokens);
        clients = List.copyOf(clients);
    }

    /** All of a connection. */
    static EndpointCredentials of(ReadSession session, ConnectionId id) {
        return new EndpointCredentials(
                session.tokens().of(id).stream().map(ScimToken::tokenId).toList(),
                session.clients().of(Optional.of(id)).stream().map(client -> client.id().value()).toList(),
                session.clients().trust(id).isPresent());
    }

    /** Revokes all of it: nothing that was good opens the endpoint again. */
    void revoke(WriteSession session, ConnectionId id) {
        tokens.forEach(token -> session.tokens().delete(id, token));
        session.clients().of(Optional.of(id)).forEach(client -> session.clients().delete(client.id()));
        session.clients().distrust(id);
    }
}
