package dev.rollcall.console.connection;

import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.Frame;
import dev.rollcall.console.frame.LinkQuery;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.DepartureGuard;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands at the top of every page of a connection: what it is, how its endpoint stands, and its tabs, those alone that may be
 * seen.
 *
 * @param tone of the state's mark
 * @param sentence what the state means, and what to do where that is something
 */
public record ConnectionTabs(
        String name, String id, String strategy, String state, String tone, String sentence, List<Tab> tabs) {
    public ConnectionTabs {
        tabs = List.copyOf(tabs);
    }

    /** A page of the connection. */
    public record Tab(String label, String url, boolean current) {}

    /** Those of a connection on one of its pages. @param here the tab that the page belongs to */
    public static ConnectionTabs of(Frame frame, Connection connection, ConsolePath here) {
        List<Tab> tabs = new ArrayList<>();
        add(tabs, frame, connection, here, "Provisioning", ConsolePath.CONNECTION, ManagementScope.READ_SCIM_CONFIG);
        add(tabs, frame, connection, here, "Mapping", ConsolePath.MAPPING, ManagementScope.READ_SCIM_CONFIG);
        add(tabs, frame, connection, here, "Tokens", ConsolePath.TOKENS, ManagementScope.READ_SCIM_TOKEN);
        add(tabs, frame, connection, here, "Set-up link", ConsolePath.SETUP_LINKS, ManagementScope.READ_SCIM_TOKEN);
        add(tabs, frame, connection, here, "Users", ConsolePath.USERS, ManagementScope.READ_USERS);
        add(tabs, frame, connection, here, "Groups", ConsolePath.GROUPS, ManagementScope.READ_GROUPS);
        if (frame.may(ManagementScope.READ_LOGS)) {
            tabs.add(new Tab("Log", frame.link(ConsolePath.LOG,
                    LinkQuery.NONE.with("connection", connection.id().value())), false));
        }
        return new ConnectionTabs(connection.name(), connection.id().value(), connection.strategy().keyword(),
                connection.endpoint().keyword(), tone(connection), sentence(connection), tabs);
    }

    private static void add(List<Tab> tabs, Frame frame, Connection connection, ConsolePath here, String label,
            ConsolePath path, ManagementScope scope) {
        if (frame.may(scope)) {
            tabs.add(new Tab(label, frame.link(path, connection.name()), path == here));
        }
    }

    private static String tone(Connection connection) {
        if (connection.guard().filter(DepartureGuard::holding).isPresent()) {
            return "bad";
        }
        return switch (connection.endpoint()) {
            case OPEN -> "good";
            case PAUSED -> "note";
            case CLOSED -> "off";
        };
    }

    private static String sentence(Connection connection) {
        if (connection.guard().filter(DepartureGuard::holding).isPresent()) {
            return "Its guard against accidental deletion holds users who would leave. Ask the customer whether that is"
                    + " meant, then release them under Provisioning.";
        }
        return switch (connection.endpoint()) {
            case OPEN -> "";
            case PAUSED ->
                "The endpoint is paused: it answers 503 with Retry-After, so that the identity provider tries"
                        + " again later and nothing is lost.";
            case CLOSED -> "SCIM is off: there is no endpoint, and no token opens one.";
        };
    }
}
