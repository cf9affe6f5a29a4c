package dev.rollcall.directory.person;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.identity.UserIdAttribute;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.mapping.Mapping;

/**
 * By what a connection's people are seen and let in.
 *
 * @param userId what a sign-in calls a person by
 * @param mapping between the SCIM document and the profile
 * @param signIn what a sign-in may do
 */
public record PersonSettings(UserIdAttribute userId, Mapping mapping, SignInRules signIn) {

    /** Where they are set. */
    @FunctionalInterface
    public interface Source {

        /** Those in force, in the snapshot of the session. */
        PersonSettings of(ReadSession session, Connection connection);
    }

    /** Whether a person is made alike by both. */
    boolean makesLike(PersonSettings other) {
        return userId == other.userId && mapping.rows().equals(other.mapping.rows());
    }

    /** Those of a connection for which nothing is set. */
    public static PersonSettings defaults(Connection connection) {
        return new PersonSettings(
                UserIdAttribute.of(connection),
                Mapping.defaultFor(connection.strategy().keyword()),
                SignInRules.DEFAULTS);
    }
}
