package dev.rollcall.directory.access;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.setup.SuccessAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * What a new set-up link is to be like.
 *
 * @param lifetime how long it is good
 * @param onlyEmpty whether it makes tokens only while the connection has no users
 * @param mostTokens how many tokens it makes, at most {@link Tokens#MOST}
 * @param tokenLifetime how long its tokens are good; empty for until they are revoked
 * @param success where its administrator is led when everything has arrived; empty for nowhere
 */
public record SetupLinkDraft(
        Duration lifetime, boolean onlyEmpty, int mostTokens, Optional<Duration> tokenLifetime,
        Optional<SuccessAddress> success) {
    /** A link's lifetime is at least this. */
    public static final Duration SHORTEST_LIFETIME = Duration.ofMinutes(5);
    /** A link's lifetime is at most this. */
    public static final Duration LONGEST_LIFETIME = Duration.ofDays(90);
    /** Of a link for which nothing else is said. */
    public static final Duration USUAL_LIFETIME = Duration.ofDays(7);
    /** Tokens that a link may make for which nothing else is said. */
    public static final int USUAL_TOKENS = 5;

    /** An address that somebody has written. @throws DirectoryException when it cannot be used */
    public static SuccessAddress success(String text) {
        try {
            return new SuccessAddress(text);
        } catch (IllegalArgumentException e) {
            throw new DirectoryException(Kind.INVALID, String.valueOf(e.getMessage()));
        }
    }

    /** @throws DirectoryException when something is out of its bounds */
    public SetupLinkDraft {
        if (lifetime.compareTo(SHORTEST_LIFETIME) < 0 || lifetime.compareTo(LONGEST_LIFETIME) > 0) {
            throw new DirectoryException(Kind.INVALID,
                    "A set-up link is good for at least 5 minutes and at most 90 days.");
        }
        if (mostTokens < 1 || mostTokens > Tokens.MOST) {
            throw new DirectoryException(Kind.INVALID, "A set-up link makes between 1 and " + Tokens.MOST + " tokens.");
        }
        if (tokenLifetime.filter(life -> life.compareTo(Tokens.MINIMUM_LIFETIME) <= 0).isPresent()) {
            throw new DirectoryException(Kind.INVALID, "A token's lifetime must be longer than 900 seconds.");
        }
    }
}
