package dev.rollcall.console.credential;

import dev.rollcall.directory.client.ClientSecret;
import dev.rollcall.directory.client.OAuthClient;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.token.ScimToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Until when an identity provider gets in at a connection, by whatever it has: tokens, secrets of OAuth clients, or signatures. */
public final class CredentialEnd {
    private CredentialEnd() {}

    /** When the last credential ends, or has ended; empty when one has no end, or none was ever made. */
    public static Optional<Instant> of(ReadSession session, ConnectionId connection) {
        List<Optional<Instant>> ends = new ArrayList<>();
        session.tokens().of(connection).stream().map(ScimToken::validUntil).forEach(ends::add);
        session.clients().trust(connection).ifPresent(_ -> ends.add(Optional.empty()));
        for (OAuthClient client : session.clients().of(Optional.of(connection))) {
            if (client.keySet().isPresent() || client.federation().isPresent()) {
                ends.add(Optional.empty());
            } else {
                session.clients().secrets(client.id()).stream().map(ClientSecret::validUntil).forEach(ends::add);
            }
        }
        return ends.stream().allMatch(Optional::isPresent)
                ? ends.stream().flatMap(Optional::stream).max(Comparator.naturalOrder())
                : Optional.empty();
    }
}
