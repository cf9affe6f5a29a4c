package dev.rollcall.console.overview;

import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.Frame;
import dev.rollcall.console.frame.QuickAction;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.connection.Connection;
import java.util.List;

/** What the overview offers to do at once about a connection, to whoever may. */
final class ConnectionActions {
    private ConnectionActions() {}

    /** Pausing one that is open, and letting one go on that is paused. */
    static List<QuickAction> of(Frame frame, Connection connection) {
        if (!frame.may(ManagementScope.UPDATE_SCIM_CONFIG)) {
            return List.of();
        }
        String url = frame.link(ConsolePath.CONNECTION_ENDPOINT, connection.name());
        return switch (connection.endpoint()) {
            case OPEN ->
                List.of(new QuickAction("Pause", connection.name(), url, "do", "pause", "Pause " + connection.name()
                        + "? Its identity provider is told to try again later, until somebody lets it go on."));
            case PAUSED -> List.of(new QuickAction("Resume", connection.name(), url, "do", "resume", ""));
            case CLOSED -> List.of();
        };
    }
}
