package dev.rollcall.console.person;

import dev.rollcall.console.connection.ConnectionTabs;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the page of a user shows.
 *
 * @param name by which people know the user
 * @param userId what the product calls the user
 * @param active whether the identity provider lets the user in
 * @param blocked whether the product's administrator has blocked the user, and that holds still
 * @param blockedUntil when that ends
 * @param resource as the identity provider sees it, laid out for reading
 * @param profile as the product sees it, laid out for reading
 * @param targets what event streams hold of the user; empty for whoever may not see them
 */
public record UserView(
        ConnectionTabs tabs,
        String name,
        String userId,
        String id,
        boolean active,
        boolean blocked,
        Optional<Instant> blockedUntil,
        String resource,
        String profile,
        List<AtTarget> targets,
        List<HistoryEntry> history,
        Optional<String> olderUrl,
        Urls urls) {
    public UserView {
        targets = List.copyOf(targets);
        history = List.copyOf(history);
    }

    /** What is remembered of the user at the target of a stream. @param state in words */
    public record AtTarget(String stream, String remoteId, String state, Instant at) {}

    /** Where its links and forms lead to. */
    public record Urls(String log, String mapping, String block, String unblock, String delete) {}
}
