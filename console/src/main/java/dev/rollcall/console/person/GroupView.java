package dev.rollcall.console.person;

import dev.rollcall.console.connection.ConnectionTabs;
import java.util.List;
import java.util.Optional;

/**
 * What the page of a group shows.
 *
 * @param id of the management API
 * @param scimId of the identity provider
 * @param resource as the identity provider sees it without its members, laid out for reading
 * @param members a page of them; empty for whoever may not see them, see {@code seesMembers}
 * @param total how many members it has
 */
public record GroupView(ConnectionTabs tabs, String name, String id, String scimId, String resource,
        boolean seesMembers, long total, List<Member> members, Optional<String> nextUrl, List<HistoryEntry> history,
        Optional<String> olderUrl, String logUrl, String deleteUrl) {
    public GroupView {
        members = List.copyOf(members);
        history = List.copyOf(history);
    }

    /** A member. @param url its page; empty for whoever may not see it */
    public record Member(String id, String type, Optional<String> url) {}
}
