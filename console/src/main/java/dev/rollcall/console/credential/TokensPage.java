package dev.rollcall.console.credential;

import dev.rollcall.console.connection.ConnectionTabs;
import dev.rollcall.console.connection.OpenedConnection;
import dev.rollcall.console.credential.SecretView.Value;
import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsolePage;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleRoute;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.directory.access.Connections.Described;
import dev.rollcall.directory.access.Tokens;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.token.IssuedToken;
import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.connection.ConnectionJsonForm;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What opens a connection's endpoint: its SCIM tokens, and for whoever may see them its OAuth clients.
 *
 * <p>Guarantees: a token is shown once, in the answer to the form that makes it; whoever loads that page anew is asked by the browser
 * first, because that would make another one.
 */
public final class TokensPage implements ConsolePage {
    private final ConsoleServices services;

    public TokensPage(ConsoleServices services) {
        this.services = services;
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(
                ConsoleRoute.get(ConsolePath.TOKENS, ManagementScope.READ_SCIM_TOKEN, this::show),
                ConsoleRoute.post(ConsolePath.TOKENS, ManagementScope.CREATE_SCIM_TOKEN, this::issue),
                ConsoleRoute.post(ConsolePath.TOKEN_REVOKE, ManagementScope.DELETE_SCIM_TOKEN, this::revoke));
    }

    private ConsoleAnswer show(ConsoleRequest request) {
        Described described = OpenedConnection.described(services, request);
        boolean serves = OpenedConnection.provisioning(services, request, described.connection()).isPresent();
        CredentialRows rows = new CredentialRows(request.frame(), described.connection(), services.clock().instant());
        boolean clients = request.frame().may(ManagementScope.READ_CLIENTS);
        String name = described.connection().name();
        return ConsoleAnswer.page("tokens.jte", services.storage()
                .read(request.share(), session -> new TokensView(
                        ConnectionTabs.of(request.frame(), described.connection(), ConsolePath.TOKENS), serves,
                        rows.tokens(session), clients, clients ? rows.clients(session) : List.of(),
                        ScopeGrid.of(usual(described)), LifetimeChoice.all(), rows.trust(session),
                        request.frame().link(ConsolePath.TOKENS, name),
                        request.frame().link(ConsolePath.CREDENTIALS, name),
                        request.frame().link(ConsolePath.CONNECTION, name))));
    }

    /** The scopes that the provider of a connection needs. */
    static Set<TokenScope> usual(Described described) {
        boolean pairwise = ScimJson.tree(described.detail().document())
                .path("options")
                .path("userid_attribute")
                .asString("")
                .equals("sub");
        return ScopeGrid.usual(described.connection().strategy(), pairwise);
    }

    private ConsoleAnswer issue(ConsoleRequest request) {
        Connection connection = OpenedConnection.of(services, request);
        Set<TokenScope> scopes = ScopeGrid.ticked(request.form());
        Optional<Duration> lifetime = LifetimeChoice.of(request.form());
        IssuedToken issued = request.change(trail -> tokens(request).audited(trail)
                .issue(connection.id(), scopes, lifetime));
        return ConsoleAnswer.page("secret.jte", new SecretView(
                ConnectionTabs.of(request.frame(), connection, ConsolePath.TOKENS),
                "A new token for " + connection.name(), "Token", issued.secret(),
                List.of(new Value("endpoint", connection.strategy() == Strategy.WAAD ? "Tenant URL" : "SCIM endpoint",
                        url(connection, request.origin().baseUrl()))),
                "Put both into the identity provider and run its connection test; the log shows it arrive. Several tokens"
                        + " may be valid at a time: revoke the old one once the new one is in use.",
                request.frame().link(ConsolePath.TOKENS, connection.name())));
    }

    /** What goes into the identity provider: for Entra with the flag that makes it speak SCIM better. */
    static String url(Connection connection, String baseUrl) {
        String endpoint = ConnectionJsonForm.endpoint(connection, baseUrl);
        return connection.strategy() == Strategy.WAAD ? endpoint + "?aadOptscim062020" : endpoint;
    }

    private ConsoleAnswer revoke(ConsoleRequest request) {
        Connection connection = OpenedConnection.of(services, request);
        String token = request.parameter("token");
        boolean revoked = request.change(trail -> tokens(request).audited(trail).revoke(connection.id(), token));
        if (!revoked) {
            throw ManagementFailure.missing("scim_token_not_found",
                    "The connection has no such token. It may have been revoked already.");
        }
        return ConsoleAnswer.redirect(request.frame().link(ConsolePath.TOKENS, connection.name()));
    }

    private Tokens tokens(ConsoleRequest request) {
        return services.management().tokens().countedFor(request.share());
    }
}
