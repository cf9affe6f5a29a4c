package dev.rollcall.directory.setup;

import dev.rollcall.directory.connection.ConnectionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is kept of a set-up link: never what stands in it, only hashes.
 *
 * @param connectionId the one connection that it reaches
 * @param linkId {@code sul_} and 16 letters or digits; says nothing of the secret
 * @param secretHash the SHA-256 of the secret in the link, as 64 lower-case hex digits
 * @param cookieHash the same of the text in the cookie for which the secret is exchanged
 * @param createdAt to the millisecond, as the other moments
 * @param expiresAt when it ends
 * @param onlyEmpty whether tokens are made only while the connection has no users
 * @param mostTokens how many tokens may be made by it
 * @param tokensMade how many were
 * @param tokenLifetime how long such a token is good; empty for until it is revoked
 * @param success where its administrator is led when everything has arrived; empty for nowhere
 * @param progress what has arrived since the link was made
 * @param ticked which steps its administrator has ticked off, in the words of the page that shows them, without a blank in any
 * @param tokens the ids of the tokens that it has made, of those that are revoked as well
 */
public record SetupLink(
        ConnectionId connectionId,
        String linkId,
        String secretHash,
        String cookieHash,
        Instant createdAt,
        Instant expiresAt,
        boolean onlyEmpty,
        int mostTokens,
        int tokensMade,
        Optional<Duration> tokenLifetime,
        Optional<SuccessAddress> success,
        SetupProgress progress,
        Set<String> ticked,
        List<String> tokens) {
    public SetupLink {
        ticked = Set.copyOf(ticked);
        tokens = List.copyOf(tokens);
    }

    /** Whether it has not expired yet. */
    public boolean isValidAt(Instant now) {
        return now.isBefore(expiresAt);
    }

    /** From when on it counts what arrives. */
    public Instant countsSince() {
        return progress.since().orElse(createdAt);
    }

    /** How many tokens may still be made by it. */
    public int tokensLeft() {
        return Math.max(0, mostTokens - tokensMade);
    }
}
