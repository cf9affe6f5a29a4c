package dev.rollcall.console.connection;

import dev.rollcall.console.connection.NewConnectionView.Choice;
import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsolePage;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleRoute;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.configuration.ConnectionDetail;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.EndpointState;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.server.management.ManagementFailure;
import java.util.Arrays;
import java.util.List;

/** Makes a connection, with SCIM switched on for whoever may do that. */
public final class NewConnectionPage implements ConsolePage {
    private final ConsoleServices services;

    public NewConnectionPage(ConsoleServices services) {
        this.services = services;
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(
                ConsoleRoute.get(ConsolePath.NEW_CONNECTION, ManagementScope.CREATE_CONNECTIONS, this::show),
                ConsoleRoute.post(ConsolePath.NEW_CONNECTION, ManagementScope.CREATE_CONNECTIONS, this::create));
    }

    private ConsoleAnswer show(ConsoleRequest request) {
        List<Choice> strategies = Arrays.stream(Strategy.values())
                .map(strategy -> new Choice(strategy.keyword(), switch (strategy) {
                    case WAAD -> "Microsoft Entra ID, by OpenID Connect";
                    case OKTA -> "Okta";
                    case SAMLP -> "any by SAML, Entra ID and Okta too";
                    case OIDC -> "any by OpenID Connect";
                    case SCIM -> "provisioning alone";
                }))
                .toList();
        return ConsoleAnswer.page("newconnection.jte", new NewConnectionView(strategies,
                request.frame().may(ManagementScope.CREATE_SCIM_CONFIG),
                request.frame().link(ConsolePath.NEW_CONNECTION)));
    }

    private ConsoleAnswer create(ConsoleRequest request) {
        String name = request.form().required("name", "Name");
        Strategy strategy = Strategy.ofKeyword(request.form().required("strategy", "Identity provider"))
                .orElseThrow(() -> ManagementFailure.body("Choose one of the identity providers of the page."));
        boolean open = request.form().ticked("scim");
        if (open) {
            request.requireScope(ManagementScope.CREATE_SCIM_CONFIG);
        }
        Connection made = request.change(trail -> OpenedConnection.connections(services, request)
                .audited(trail)
                .create(name, strategy, Dialect.tolerant(), open ? EndpointState.OPEN : EndpointState.CLOSED,
                        connection -> ConnectionDetail.none(connection.id(), connection.createdAt())));
        return ConsoleAnswer.redirect(request.frame().may(ManagementScope.READ_SCIM_CONFIG)
                ? request.frame().link(ConsolePath.CONNECTION, made.name())
                : request.frame().link(ConsolePath.OVERVIEW));
    }
}
