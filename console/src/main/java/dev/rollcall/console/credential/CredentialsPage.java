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
import dev.rollcall.directory.client.ClientDraft;
import dev.rollcall.directory.client.ClientId;
import dev.rollcall.directory.client.IssuedSecret;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.client.NewClient;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.server.management.ManagementFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes, rotates and deletes the OAuth clients of a connection. The page of its tokens lists them.
 *
 * <p>Guarantees: a secret is shown once, in the answer to the form that makes it; a client is reached through its own connection
 * alone.
 */
public final class CredentialsPage implements ConsolePage {
    private static final String TOKEN_PATH = "/oauth/token";
    /** How long the secrets that a client has are valid on when it gets another one. */
    private static final List<String> OVERLAPS = List.of("0", "1", "7", "30");

    private final ConsoleServices services;

    public CredentialsPage(ConsoleServices services) {
        this.services = services;
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(
                ConsoleRoute.post(ConsolePath.CREDENTIALS, ManagementScope.CREATE_CLIENTS, this::create),
                ConsoleRoute.post(ConsolePath.CREDENTIAL_ROTATE, ManagementScope.UPDATE_CLIENTS, this::rotate),
                ConsoleRoute.post(ConsolePath.CREDENTIAL_DELETE, ManagementScope.DELETE_CLIENTS, this::delete));
    }

    private ConsoleAnswer create(ConsoleRequest request) {
        Connection connection = OpenedConnection.of(services, request);
        OpenedConnection.required(services, request, connection);
        ClientDraft named = ClientDraft.of(connection.id(), request.form().required("name", "Name"),
                ScopeGrid.ticked(request.form()).stream().map(TokenScope::keyword).collect(Collectors.toSet()));
        ClientDraft draft = LifetimeChoice.of(request.form()).map(named::withSecretLifetime).orElse(named);
        NewClient made = request
                .change(trail -> services.clients().countedFor(request.share()).audited(trail).create(draft));
        IssuedSecret secret = made.secret()
                .orElseThrow(() -> new IllegalStateException("A client that signs nothing has a secret."));
        return shown(request, connection, "A new OAuth client for " + connection.name(), made.client().id(), secret);
    }

    private ConsoleAnswer rotate(ConsoleRequest request) {
        Connection connection = OpenedConnection.of(services, request);
        ClientId id = own(request, connection);
        String days = request.form().required("overlap", "overlap");
        if (!OVERLAPS.contains(days)) {
            throw ManagementFailure.body("Choose one of the overlaps of the page.");
        }
        Optional<Duration> lifetime = LifetimeChoice.of(request.form());
        IssuedSecret secret = request.change(trail -> services.clients()
                .countedFor(request.share())
                .audited(trail)
                .rotate(id, lifetime, Duration.ofDays(Long.parseLong(days))));
        return shown(request, connection, "A new secret for " + id, id, secret);
    }

    private ConsoleAnswer shown(ConsoleRequest request, Connection connection, String title, ClientId id,
            IssuedSecret secret) {
        String baseUrl = request.origin().baseUrl();
        return ConsoleAnswer.page("secret.jte", new SecretView(
                ConnectionTabs.of(request.frame(), connection, ConsolePath.TOKENS), title, "Client secret",
                secret.text(),
                List.of(new Value("client", "Client identifier", id.value()),
                        new Value("token-endpoint", "Token endpoint", baseUrl + TOKEN_PATH),
                        new Value("endpoint", "SCIM endpoint", TokensPage.url(connection, baseUrl))),
                "Put all of them into the identity provider and run its connection test; the log shows it arrive.",
                request.frame().link(ConsolePath.TOKENS, connection.name())));
    }

    private ConsoleAnswer delete(ConsoleRequest request) {
        Connection connection = OpenedConnection.of(services, request);
        ClientId id = own(request, connection);
        boolean deleted = request
                .change(trail -> services.clients().countedFor(request.share()).audited(trail).delete(id));
        if (!deleted) {
            throw missing();
        }
        return ConsoleAnswer.redirect(request.frame().link(ConsolePath.TOKENS, connection.name()));
    }

    private static ClientId own(ConsoleRequest request, Connection connection) {
        return ClientId.parse(request.parameter("client"))
                .filter(id -> id.connection().equals(Optional.of(connection.id())))
                .orElseThrow(CredentialsPage::missing);
    }

    private static ManagementFailure missing() {
        return ManagementFailure.missing("inexistent_client",
                "The connection has no such OAuth client. It may have been deleted already.");
    }
}
