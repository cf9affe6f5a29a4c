package dev.rollcall.console.credential;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the page shows of who has access to this installation.
 *
 * @param clients of the management API
 * @param roles that whoever looks can give
 * @param clientsUrl where a new client is made
 */
public record ClientsView(List<Row> clients, List<String> roles, List<LifetimeChoice> lifetimes, String clientsUrl,
        List<Visit> visits) {
    public ClientsView {
        clients = List.copyOf(clients);
        roles = List.copyOf(roles);
        lifetimes = List.copyOf(lifetimes);
        visits = List.copyOf(visits);
    }

    /**
     * A client.
     *
     * @param role by its scopes
     * @param scopes its words, in their order
     * @param rotates whether it has secrets
     * @param changes whether whoever looks may do all that it may, without which nobody changes it
     * @param question asked before it is deleted
     */
    public record Row(String id, String name, String role, String scopes, boolean rotates, boolean changes,
            List<TokensView.Secret> secrets, Optional<Instant> lastUsed, String rotateUrl, String deleteUrl,
            String question) {
        public Row {
            secrets = List.copyOf(secrets);
        }
    }

    /**
     * Somebody who is signed in to the console.
     *
     * @param own whether it is the session of whoever looks
     */
    public record Visit(String who, String role, Instant since, Instant seen, String address, boolean own,
            String endUrl) {}
}
