package dev.rollcall.directory.client;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody who has signed in to the console.
 *
 * @param key the SHA-256 of the text in the cookie, as 64 lower-case hex digits; the text itself is kept nowhere
 * @param clientId whose credential was shown; {@link ManagementCaller#ADMINISTRATOR} for the administrator's token, {@link
 *     ManagementCaller#OPERATOR} and the name for an operator whom the company's own issuer has sent
 * @param proof by what it is known whether that credential is still good: the id of a client's secret; of the administrator's
 *     token a hash that nobody can compute without the cookie; of an operator what {@code OperatorSignIns} knows its trust by
 * @param scopes what it may do at most, words of {@link ManagementScope}
 * @param createdAt to the millisecond, as the other moments
 * @param seenAt when it was last used, to about a minute
 * @param expiresAt when it ends, however much it is used
 * @param address from where it was opened
 */
public record ConsoleSession(
        String key,
        String clientId,
        String proof,
        Set<String> scopes,
        Instant createdAt,
        Instant seenAt,
        Instant expiresAt,
        String address) {
    private static final int NAME_LENGTH = 12;

    public ConsoleSession {
        scopes = Set.copyOf(scopes);
    }

    /** Who asks for what is asked for within it. */
    public ManagementCaller caller() {
        return new ManagementCaller(clientId, scopes, ManagementCaller.actor(clientId));
    }

    /** By what the audit log knows it: enough of the hash to tell sessions apart. */
    public String name() {
        return key.substring(0, Math.min(NAME_LENGTH, key.length()));
    }

    /** The name of an operator whom the company's own issuer has sent. */
    public Optional<String> operator() {
        return Optional.of(clientId)
                .filter(id -> id.startsWith(ManagementCaller.OPERATOR))
                .map(id -> id.substring(ManagementCaller.OPERATOR.length()));
    }

    /** The same with these scopes. */
    public ConsoleSession with(Set<String> other) {
        return new ConsoleSession(key, clientId, proof, other, createdAt, seenAt, expiresAt, address);
    }
}
