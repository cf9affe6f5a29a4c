package dev.rollcall.console.credential;

import dev.rollcall.console.connection.ConnectionTabs;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the page of a connection's tokens and OAuth clients shows.
 *
 * @param serves whether SCIM is on; without it nothing could be opened
 * @param clients empty for whoever may not see them, see {@code seesClients}
 * @param grid the scopes that its provider needs
 * @param trust the tenant whose own access tokens are taken; empty for none
 */
public record TokensView(
        ConnectionTabs tabs,
        boolean serves,
        List<Token> tokens,
        boolean seesClients,
        List<Client> clients,
        ScopeGrid grid,
        List<LifetimeChoice> lifetimes,
        Optional<Trust> trust,
        String tokensUrl,
        String clientsUrl,
        String provisioningUrl) {
    public TokensView {
        tokens = List.copyOf(tokens);
        clients = List.copyOf(clients);
        lifetimes = List.copyOf(lifetimes);
    }

    /**
     * A token.
     *
     * @param tone of the mark of its end: {@code bad} once it is over, {@code note} when it soon will be
     * @param networks from which it was used lately; empty for whoever may not see the log
     * @param question asked before it is revoked
     */
    public record Token(String id, ScopeGrid scopes, Instant createdAt, Optional<Instant> end, String tone,
            Optional<Instant> lastUsed, List<Network> networks, String revokeUrl, String question) {
        public Token {
            networks = List.copyOf(networks);
        }
    }

    /** A network. @param since when it was first seen, of one that is new */
    public record Network(String text, Optional<Instant> since) {}

    /**
     * An OAuth client.
     *
     * @param networks from which its access tokens were used lately, as of a token
     * @param knownBy {@code secrets}, {@code own assertions} or {@code assertions of …}
     * @param rotates whether it has secrets to rotate
     */
    public record Client(String id, String name, ScopeGrid scopes, String tokenLifetime, String knownBy,
            boolean rotates, List<Secret> secrets, Optional<Instant> lastUsed, List<Network> networks, String rotateUrl,
            String deleteUrl,
            String question) {
        public Client {
            secrets = List.copyOf(secrets);
            networks = List.copyOf(networks);
        }
    }

    /** A secret of a client. @param tone as that of a token */
    public record Secret(String id, Optional<Instant> end, String tone) {}

    /** That access tokens of Entra itself are taken. */
    public record Trust(String tenant, Optional<Instant> lastUsed) {}
}
