package dev.rollcall.console.credential;

import dev.rollcall.console.credential.TokensView.Client;
import dev.rollcall.console.credential.TokensView.Secret;
import dev.rollcall.console.credential.TokensView.Token;
import dev.rollcall.console.credential.TokensView.Trust;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.Frame;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.client.OAuthClient;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.token.ScimToken;
import dev.rollcall.directory.token.TokenScope;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The tokens and the OAuth clients of one connection, as they are shown. There are at most a hundred of each. */
final class CredentialRows {
    private static final Duration SOON = Duration.ofDays(30);

    private final Frame frame;
    private final Connection connection;
    private final Instant now;

    CredentialRows(Frame frame, Connection connection, Instant now) {
        this.frame = frame;
        this.connection = connection;
        this.now = now;
    }

    List<Token> tokens(ReadSession session) {
        Optional<RecentNetworks> networks = networks(session);
        return session.tokens().of(connection.id()).stream().map(token -> token(token, networks)).toList();
    }

    private Optional<RecentNetworks> networks(ReadSession session) {
        return frame.may(ManagementScope.READ_LOGS)
                ? Optional.of(RecentNetworks.of(session, connection.id(), now))
                : Optional.empty();
    }

    private Token token(ScimToken token, Optional<RecentNetworks> networks) {
        return new Token(token.tokenId(), ScopeGrid.of(token.scopes()), token.createdAt(), token.validUntil(),
                tone(token.validUntil()), token.lastUsedAt(),
                networks.map(known -> known.of(token.tokenId())).orElse(List.of()),
                frame.link(ConsolePath.TOKEN_REVOKE, connection.name(), token.tokenId()),
                "Revoke " + token.tokenId() + "? " + token.lastUsedAt()
                        .map(at -> "It was last used at " + at + ".")
                        .orElse("It was never used."));
    }

    List<Client> clients(ReadSession session) {
        Optional<RecentNetworks> networks = networks(session);
        return session.clients()
                .of(Optional.of(connection.id()))
                .stream()
                .map(client -> client(session, client, networks))
                .toList();
    }

    private Client client(ReadSession session, OAuthClient client, Optional<RecentNetworks> networks) {
        String id = client.id().value();
        List<Secret> secrets = session.clients()
                .secrets(client.id())
                .stream()
                .map(secret -> new Secret(secret.secretId(), secret.validUntil(), tone(secret.validUntil())))
                .toList();
        String knownBy = client.keySet().isPresent() ? "assertions that it signs itself"
                : client.federation().map(signer -> "assertions of " + signer.issuer()).orElse("a secret");
        return new Client(id, client.name(), ScopeGrid.of(scopes(client)), client.tokenLifetime().toMinutes() + " min",
                knownBy, client.keySet().isEmpty() && client.federation().isEmpty(), secrets, client.lastUsedAt(),
                networks.map(known -> known.of(id)).orElse(List.of()),
                frame.link(ConsolePath.CREDENTIAL_ROTATE, connection.name(), id),
                frame.link(ConsolePath.CREDENTIAL_DELETE, connection.name(), id),
                "Delete " + client.name() + " with its " + secrets.size() + " secrets? " + client.lastUsedAt()
                        .map(at -> "It was last used at " + at + ".")
                        .orElse("It was never used."));
    }

    Optional<Trust> trust(ReadSession session) {
        return session.clients()
                .trust(connection.id())
                .map(trust -> new Trust(trust.tenant(), trust.lastUsedAt()));
    }

    private static Set<TokenScope> scopes(OAuthClient client) {
        Set<TokenScope> scopes = EnumSet.noneOf(TokenScope.class);
        client.scopes().forEach(word -> TokenScope.ofKeyword(word).ifPresent(scopes::add));
        return scopes;
    }

    private String tone(Optional<Instant> end) {
        return tone(end, now);
    }

    /** How the end of something is marked: over, within a month, later, or never. */
    static String tone(Optional<Instant> end, Instant now) {
        if (end.isEmpty()) {
            return "off";
        }
        if (!end.get().isAfter(now)) {
            return "bad";
        }
        return end.get().isBefore(now.plus(SOON)) ? "note" : "good";
    }
}
