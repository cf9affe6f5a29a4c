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

    /**
     * What is remembered of the user at the target of a stream.
     *
     * @param stream its name; {@code id} and {@code url} are the stream's too
     * @param state in words
     * @param at since when; empty for who was never sent there
     * @param version there, as the target has told it; empty when it tells none
     * @param sent what it was sent last, laid out for reading; empty where only a hash of that is kept
     * @param current whether it has all that happened: nothing waits for the user
     * @param waitingUrl of what waits; empty when nothing does, and for whoever may not see deliveries
     * @param again whether whoever asks may send the user there once more
     */
    public record AtTarget(String stream, String id, String url, String remoteId, String state, Optional<Instant> at,
            Optional<String> version, Optional<String> sent, boolean current, Optional<String> waitingUrl,
            boolean again) {}

    /** Whether the user can be sent to some stream once more. */
    public boolean again() {
        return targets.stream().anyMatch(AtTarget::again);
    }

    /** Where its links and forms lead to. */
    public record Urls(String log, String mapping, String block, String unblock, String resend, String delete) {}
}
