package dev.rollcall.directory.person;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.mapping.Mapping;
import java.util.List;
import java.util.Optional;

/**
 * A person as the store has one: the SCIM resource, and what the product keeps beside it.
 *
 * @param subject the tail of the user id
 * @param linked accounts that belong to this one, the earliest first
 * @param primary the account that this one belongs to
 */
public record Person(
        Connection connection,
        StoredResource row,
        String subject,
        Overlay overlay,
        List<Linked> linked,
        Optional<UserId> primary) {

    public Person {
        linked = List.copyOf(linked);
    }

    /** What the product calls this person. */
    public UserId userId() {
        return UserId.of(connection, subject);
    }

    /** The person's resource. */
    public PersonKey account() {
        return new PersonKey(row.connection(), row.id());
    }

    /** An account that belongs to somebody, as it is now, and the mapping of its own connection. */
    public record Linked(Connection connection, String subject, StoredResource row, Mapping mapping) {
        /** What the product calls it. */
        public UserId userId() {
            return UserId.of(connection, subject);
        }
    }
}
