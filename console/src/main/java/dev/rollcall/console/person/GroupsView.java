package dev.rollcall.console.person;

import dev.rollcall.console.connection.ConnectionTabs;
import java.util.List;
import java.util.Optional;

/** What the list of a connection's groups shows. @param name that is looked for; empty text for all */
public record GroupsView(ConnectionTabs tabs, String name, List<Row> rows, String url, Optional<String> nextUrl) {
    public GroupsView {
        rows = List.copyOf(rows);
    }

    /** A group. */
    public record Row(String name, String id, String externalId, String updatedAt, String url) {}
}
