package dev.rollcall.directory.client;

/**
 * Recognises callers of the management API by their bearer token.
 *
 * <p>Guarantees: secrets are compared in constant time; a token of a client that is deleted, or that has lost a scope, is worth
 * no more than that within a second, in this process and in others. Safe for use by many threads.
 */
@FunctionalInterface
public interface ManagementAuthenticator {
    /**
     * Who shows this token.
     *
     * @param bearerToken the text behind {@code Bearer} in the header, of any length and form
     */
    ManagementAdmission authenticate(String bearerToken);

    /**
     * Whether this token was good a while ago: found out in no time, without the store, and believed for nothing but that its
     * bearer is none who guesses.
     */
    default boolean remembers(String bearerToken) {
        return false;
    }
}
