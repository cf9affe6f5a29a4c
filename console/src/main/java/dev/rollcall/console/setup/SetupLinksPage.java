package dev.rollcall.console.setup;

import dev.rollcall.console.connection.ConnectionTabs;
import dev.rollcall.console.connection.OpenedConnection;
import dev.rollcall.console.credential.LifetimeChoice;
import dev.rollcall.console.credential.SecretView;
import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsoleForm;
import dev.rollcall.console.frame.ConsolePage;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleRoute;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.directory.access.SetupLinkDraft;
import dev.rollcall.directory.access.SetupLinks;
import dev.rollcall.directory.access.SetupLinks.Made;
import dev.rollcall.directory.access.Tokens;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.EndpointState;
import dev.rollcall.directory.setup.SetupLink;
import dev.rollcall.server.management.ManagementFailure;
import java.time.Duration;
import java.util.List;

/**
 * The set-up links of a connection: what was made of each, a new one, and an end to one.
 *
 * <p>Guarantees: a link is shown once, in the answer to the form that makes it.
 */
public final class SetupLinksPage implements ConsolePage {
    private static final List<Integer> DAYS = List.of(1, 7, 30);

    private final ConsoleServices services;
    private final SetupLinks links;

    public SetupLinksPage(ConsoleServices services, SetupLinks links) {
        this.services = services;
        this.links = links;
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(
                ConsoleRoute.get(ConsolePath.SETUP_LINKS, ManagementScope.READ_SCIM_TOKEN, this::show),
                ConsoleRoute.post(ConsolePath.SETUP_LINKS, ManagementScope.CREATE_SCIM_TOKEN, this::create),
                ConsoleRoute.post(ConsolePath.SETUP_LINK_REVOKE, ManagementScope.DELETE_SCIM_TOKEN, this::revoke));
    }

    private ConsoleAnswer show(ConsoleRequest request) {
        Connection connection = OpenedConnection.of(services, request);
        List<SetupLinksView.Row> rows = links.countedFor(request.share())
                .list(connection.id())
                .stream()
                .map(link -> row(request, connection, link))
                .toList();
        return ConsoleAnswer.page("setuplinks.jte", new SetupLinksView(
                ConnectionTabs.of(request.frame(), connection, ConsolePath.SETUP_LINKS),
                connection.endpoint() != EndpointState.CLOSED, rows, DAYS, SetupLinkDraft.USUAL_TOKENS, Tokens.MOST,
                LifetimeChoice.all(), request.frame().link(ConsolePath.SETUP_LINKS, connection.name())));
    }

    private SetupLinksView.Row row(ConsoleRequest request, Connection connection, SetupLink link) {
        return new SetupLinksView.Row(link, link.isValidAt(services.clock().instant()),
                request.frame().link(ConsolePath.SETUP_LINK_REVOKE, connection.name(), link.linkId()));
    }

    private ConsoleAnswer create(ConsoleRequest request) {
        Connection connection = OpenedConnection.of(services, request);
        ConsoleForm form = request.form();
        SetupLinkDraft draft = new SetupLinkDraft(Duration.ofDays(days(form)), form.ticked("empty"), tokens(form),
                LifetimeChoice.of(form), form.text("success").map(SetupLinkDraft::success));
        Made made = request
                .change(trail -> links.countedFor(request.share()).audited(trail).create(connection.id(), draft));
        return ConsoleAnswer.page("secret.jte", new SecretView(
                ConnectionTabs.of(request.frame(), connection, ConsolePath.SETUP_LINKS),
                "A set-up link for " + connection.name(), "Link",
                request.origin().baseUrl() + ConsolePath.SETUP_ENTER.with(made.secret()), List.of(),
                "Send it to the customer's administrator by a way that others do not read: whoever has it can make tokens of"
                        + " this connection. It reaches no other connection and shows no users.",
                request.frame().link(ConsolePath.SETUP_LINKS, connection.name())));
    }

    private ConsoleAnswer revoke(ConsoleRequest request) {
        Connection connection = OpenedConnection.of(services, request);
        String link = request.parameter("link");
        if (!request.<Boolean>change(
                trail -> links.countedFor(request.share()).audited(trail).revoke(connection.id(), link))) {
            throw ManagementFailure.missing("setup_link_not_found",
                    "The connection has no such set-up link. It may have been revoked already.");
        }
        return ConsoleAnswer.redirect(request.frame().link(ConsolePath.SETUP_LINKS, connection.name()));
    }

    private static int days(ConsoleForm form) {
        return form.text("days")
                .flatMap(text -> DAYS.stream().filter(days -> Integer.toString(days).equals(text)).findFirst())
                .orElseThrow(() -> ManagementFailure.body("Choose how long the link is good."));
    }

    private static int tokens(ConsoleForm form) {
        return form.text("tokens")
                .filter(text -> text.matches("\\d{1,3}"))
                .map(Integer::parseInt)
                .orElseThrow(() -> ManagementFailure.body("Say by a number how many tokens the link may make."));
    }
}
