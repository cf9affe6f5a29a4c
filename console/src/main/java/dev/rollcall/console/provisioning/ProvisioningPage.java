package dev.rollcall.console.provisioning;

import dev.rollcall.console.connection.OpenedConnection;
import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsolePage;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleRoute;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.console.frame.QuickAction;
import dev.rollcall.console.overview.ConnectionHealth;
import dev.rollcall.directory.access.ConfigurationEdit;
import dev.rollcall.directory.access.ConnectionUse;
import dev.rollcall.directory.access.Connections.Described;
import dev.rollcall.directory.access.GuardEdit;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.MeClaim;
import dev.rollcall.directory.connection.ToleranceText;
import dev.rollcall.directory.person.SignInRules.RootAttributes;
import dev.rollcall.scim.json.ScimJson;
import dev.rollcall.scim.tolerance.Dialect;
import dev.rollcall.scim.tolerance.Tolerance;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.connection.ConnectionJsonForm;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The first page of a connection: whether SCIM is on, its endpoint, whose {@code /Me} is, what sign-ins bring up to date, and what
 * its requests are forgiven.
 *
 * <p>Guarantees: switching SCIM off, which cannot be undone, is its own button with a warning that offers the pause; that SCIM was
 * switched off or on needs the scope that the management API asks for it.
 */
public final class ProvisioningPage implements ConsolePage {
    private final ConsoleServices services;

    public ProvisioningPage(ConsoleServices services) {
        this.services = services;
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(
                ConsoleRoute.get(ConsolePath.CONNECTION, ManagementScope.READ_SCIM_CONFIG, this::show),
                ConsoleRoute.post(ConsolePath.CONNECTION_ENDPOINT, ManagementScope.UPDATE_SCIM_CONFIG,
                        this::endpoint),
                ConsoleRoute.post(ConsolePath.CONNECTION_TOLERANCES, ManagementScope.UPDATE_SCIM_CONFIG,
                        this::tolerances),
                ConsoleRoute.post(ConsolePath.CONNECTION_ME, ManagementScope.UPDATE_SCIM_CONFIG, this::me),
                ConsoleRoute.post(ConsolePath.CONNECTION_SIGN_IN, ManagementScope.UPDATE_CONNECTIONS, this::signIn));
    }

    private ConsoleAnswer show(ConsoleRequest request) {
        Described described = OpenedConnection.described(services, request);
        Connection connection = described.connection();
        ConnectionUse use = OpenedConnection.connections(services, request).use(connection);
        Instant now = services.clock().instant();
        ProvisioningSheet sheet = request.frame().may(ManagementScope.READ_LOGS)
                ? services.storage()
                        .read(request.share(), session -> new ProvisioningSheet(request, described, use,
                                RecentUse.of(session, connection.id(), now),
                                Optional.of(new ConnectionHealth(request.frame(), now).row(session, connection))))
                : new ProvisioningSheet(request, described, use, RecentUse.UNKNOWN, Optional.empty());
        return ConsoleAnswer.page("provisioning.jte", sheet.view());
    }

    private ConsoleAnswer endpoint(ConsoleRequest request) {
        Connection connection = OpenedConnection.of(services, request);
        switch (request.form().text("do").orElse("")) {
            case "on" -> {
                request.requireScope(ManagementScope.CREATE_SCIM_CONFIG);
                request.change(trail -> OpenedConnection.configurations(services, request)
                        .audited(trail)
                        .create(connection.id(), ConfigurationEdit.NOTHING, request.caller().actor()));
            }
            case "off" -> {
                request.requireScope(ManagementScope.DELETE_SCIM_CONFIG);
                request.change(trail -> OpenedConnection.configurations(services, request)
                        .audited(trail)
                        .delete(connection.id()));
            }
            case "pause" -> update(request, connection, edit(Optional.empty(), Optional.of(true), Optional.empty()));
            case "resume" -> update(request, connection, edit(Optional.empty(), Optional.of(false), Optional.empty()));
            case "release" -> update(request, connection,
                    edit(Optional.empty(), Optional.empty(), Optional.of(new GuardEdit.Release())));
            default ->
                throw ManagementFailure.body("The form has a button that this page does not have. Load it anew.");
        }
        return back(request, connection);
    }

    private ConsoleAnswer tolerances(ConsoleRequest request) {
        Connection connection = OpenedConnection.of(services, request);
        String mode = request.form().required("mode", "mode");
        List<String> ticked = request.form().all("tolerance");
        if (List.of(mode).equals(ToleranceText.words(connection.dialect()))
                && ticked.size() != (mode.equals(ToleranceText.ALL) ? Tolerance.values().length : 0)) {
            throw ManagementFailure
                    .body("Choose \"with those that are ticked\" to grant others than now, so that it is clear what is"
                            + " meant.");
        }
        List<String> words = switch (mode) {
            case ToleranceText.ALL -> List.of(ToleranceText.ALL);
            case ToleranceText.NONE -> List.of(ToleranceText.NONE);
            default -> ticked;
        };
        Dialect dialect;
        try {
            dialect = ToleranceText.parse(words);
        } catch (IllegalArgumentException e) {
            throw ManagementFailure.body(String.valueOf(e.getMessage()));
        }
        update(request, connection, edit(Optional.of(dialect), Optional.empty(), Optional.empty()));
        return back(request, connection);
    }

    private ConsoleAnswer me(ConsoleRequest request) {
        Connection connection = OpenedConnection.of(services, request);
        MeClaim claim;
        try {
            claim = new MeClaim(request.form().required("claim", "claim"));
        } catch (IllegalArgumentException e) {
            throw ManagementFailure.body(String.valueOf(e.getMessage()));
        }
        update(request, connection, ConfigurationEdit.ofMe(claim));
        return back(request, connection);
    }

    private ConsoleAnswer signIn(ConsoleRequest request) {
        Connection connection = OpenedConnection.of(services, request);
        String word = RootAttributes.ofWord(request.form().required("sync", "sign-ins"))
                .orElseThrow(() -> ManagementFailure.body("Choose one of the three."))
                .word();
        Instant now = services.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        request.change(trail -> OpenedConnection.connections(services, request)
                .audited(trail)
                .changeDetail(connection.id(), old -> {
                    ObjectNode options = ScimJson.tree(old.document()).path("options") instanceof ObjectNode known
                            ? known.deepCopy()
                            : JsonNodeFactory.instance.objectNode();
                    options.put("set_user_root_attributes", word);
                    ObjectNode body = JsonNodeFactory.instance.objectNode();
                    body.set("options", options);
                    return ConnectionJsonForm.changed(old, body, now);
                }));
        return back(request, connection);
    }

    private void update(ConsoleRequest request, Connection connection, ConfigurationEdit edit) {
        request.change(trail -> OpenedConnection.configurations(services, request)
                .audited(trail)
                .update(connection.id(), edit, request.caller().actor()));
    }

    private static ConfigurationEdit edit(
            Optional<Dialect> dialect, Optional<Boolean> paused, Optional<GuardEdit> guard) {
        return new ConfigurationEdit(Optional.empty(), Optional.empty(), dialect, paused, guard, Optional.empty(),
                Optional.empty());
    }

    private static ConsoleAnswer back(ConsoleRequest request, Connection connection) {
        return QuickAction.after(request, request.frame().link(ConsolePath.CONNECTION, connection.name()));
    }
}
