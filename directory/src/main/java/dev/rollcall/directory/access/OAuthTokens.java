package dev.rollcall.directory.access;

import dev.rollcall.directory.token.Caller;
import java.util.Optional;

/** Recognises callers of SCIM endpoints by access tokens that are signed, and not kept anywhere. */
@FunctionalInterface
public interface OAuthTokens {
    /** None is known: for a service without OAuth. */
    OAuthTokens NONE = (connection, token) -> Optional.empty();

    /** Who shows this token at this connection; empty when that is nobody we know. */
    Optional<Caller> authenticate(String connectionId, String bearerToken);

    /**
     * Whether this token was good a while ago, somewhere: found out in no time, without the store, and believed for nothing but
     * that its bearer is none who guesses.
     */
    default boolean remembers(String bearerToken) {
        return false;
    }
}
