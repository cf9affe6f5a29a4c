package dev.rollcall.directory.person;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.storage.PersonKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.StoredResource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The profiles of people for whoever tells others of them, the same as the management API answers.
 *
 * <p>Guarantees: a person is read in one snapshot, with at most {@value PersonReader#LINKED} linked accounts; the profile is then
 * computed without the store, so that no snapshot is kept while an expression of a mapping runs. Safe for use by many threads.
 */
public final class PersonProfiles {
    private final StoredSettings settings;

    /** @param settings by which mappings of which versions are read */
    public PersonProfiles(StoredSettings settings) {
        this.settings = settings;
    }

    /** The person whose account that is, as the snapshot of the session has it. */
    public Optional<Person> find(ReadSession session, PersonKey account) {
        return new PersonReader(session, settings).find(account);
    }

    /**
     * The person of a connection by what the {@code user_id} ends with; empty when there is nobody who is called so now.
     *
     * @param subject the tail of the user id
     */
    public Optional<Person> named(ReadSession session, ConnectionId connection, String subject) {
        return session.identities()
                .holder(connection, subject)
                .flatMap(id -> find(session, new PersonKey(connection, id)));
    }

    /** What the product calls the person whose account that is; empty when its connection is gone. */
    public Optional<UserId> userId(ReadSession session, PersonKey account) {
        return new PersonReader(session, settings).userId(account);
    }

    /** The people whose rows these are, all of that connection, in the same order. */
    public List<Person> of(ReadSession session, Connection connection, List<StoredResource> rows) {
        return new PersonReader(session, settings).people(connection, rows);
    }

    /** What a connection's people are shown by now. */
    public PersonSettings inForce(ReadSession session, Connection connection) {
        return settings.of(session, connection);
    }

    /**
     * What they were shown by under a version of its mapping.
     *
     * @param mapping {@code ScimConfiguration.DEFAULT_MAPPING}, and a version that is not kept any more, stand for the strategy's
     *     default rows
     */
    public PersonSettings under(ReadSession session, Connection connection, int mapping) {
        return settings.under(session, connection, mapping);
    }

    /**
     * The whole profile of a person.
     *
     * @param settings of the person's connection
     * @param at the time by which a block that ends is in force or over
     */
    public static ObjectNode of(Person person, PersonSettings settings, Instant at) {
        return new ProfileJson(settings, at).of(person);
    }
}
