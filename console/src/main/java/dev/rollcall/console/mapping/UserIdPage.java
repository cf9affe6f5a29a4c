package dev.rollcall.console.mapping;

import dev.rollcall.console.connection.ConnectionTabs;
import dev.rollcall.console.connection.OpenedConnection;
import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsolePage;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleRoute;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.directory.access.ConfigurationEdit;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.identity.UserIdAttribute;
import dev.rollcall.directory.person.ReKeyPreview;
import java.util.List;

/** By which SCIM attribute sign-ins find people, and what the other one would mean for those who are here. */
public final class UserIdPage implements ConsolePage {
    private final ConsoleServices services;
    private final ReKeyPreview preview;

    public UserIdPage(ConsoleServices services) {
        this.services = services;
        this.preview = new ReKeyPreview(services.storage(), services.management().configurations().settings());
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(
                ConsoleRoute.get(ConsolePath.MAPPING_USER_ID, ManagementScope.READ_SCIM_CONFIG, this::show),
                ConsoleRoute.post(ConsolePath.MAPPING_USER_ID, ManagementScope.UPDATE_SCIM_CONFIG, this::change));
    }

    private ConsoleAnswer show(ConsoleRequest request) {
        Connection connection = OpenedConnection.of(services, request);
        OpenedConnection.required(services, request, connection);
        UserIdAttribute from = UserIdAttribute.of(connection);
        UserIdAttribute to = from == UserIdAttribute.EXTERNAL_ID
                ? UserIdAttribute.USER_NAME
                : UserIdAttribute.EXTERNAL_ID;
        ReKeyPreview.Preview would = preview.of(request.share(), connection, to);
        return ConsoleAnswer.page("userid.jte", new UserIdView(
                ConnectionTabs.of(request.frame(), connection, ConsolePath.MAPPING), from.attribute(), to.attribute(),
                sentence(would), would.clashing(), would.without(),
                (would.complete() ? "" : "at least ") + would.tally().changed() + " of " + would.users()
                        + " users are found by another value",
                request.frame().link(ConsolePath.MAPPING_USER_ID, connection.name()),
                request.frame().link(ConsolePath.MAPPING, connection.name())));
    }

    private static String sentence(ReKeyPreview.Preview would) {
        String counts = would.tally().changed() + " of " + would.users() + " users would be found by another value, "
                + would.tally().clashes() + " have one that leads to somebody else too, and " + would.tally().without()
                + " have none.";
        return would.complete() ? counts
                : "Of the first " + would.tally().seen() + " users, which is as many as are looked at"
                        + " (limits.re-key-preview-users): " + counts;
    }

    private ConsoleAnswer change(ConsoleRequest request) {
        Connection connection = OpenedConnection.of(services, request);
        String to = request.form().required("to", "attribute");
        request.change(trail -> OpenedConnection.configurations(services, request)
                .audited(trail)
                .update(connection.id(), ConfigurationEdit.ofUserId(to), request.caller().actor()));
        return ConsoleAnswer.redirect(request.frame().link(ConsolePath.MAPPING, connection.name()));
    }
}
