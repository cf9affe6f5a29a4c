package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.ConnectionId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * By which subjects people are known, to read.
 *
 * <p>Guarantees: a person's own subject, which ends the {@code user_id}, is made once and is nobody else's, also after the
 * person is deleted. A subject is compared exactly. A subject of one connection names nobody in another.
 */
public interface IdentityView {

    /** The own subjects of these people by their ids; whoever is not there is left out. */
    Map<String, String> subjects(ConnectionId connection, Collection<String> ids);

    /** The id of the person or other resource whose own subject this is. */
    Optional<String> holder(ConnectionId connection, String subject);

    /** The id of the person whom a sign-in by that further subject finds. */
    Optional<String> signedInAs(ConnectionId connection, String subject);

    /** Whether a deleted person is kept who had that subject when deleted, or signed in by it. */
    boolean kept(ConnectionId connection, KeptSubject subject);

    /** The same for several subjects; those that find nobody are left out. */
    Map<String, String> signedInAs(ConnectionId connection, Collection<String> subjects);

    /** Which of these externalIds several users of the connection have. */
    Set<String> sharedExternalIds(ConnectionId connection, Collection<String> externalIds);

    /** The further subjects of a person, in order; at most so many. */
    List<String> furtherSubjects(ConnectionId connection, String id, int limit);

    /** The primary account of a linked one. */
    Optional<PersonKey> primary(PersonKey linked);

    /** The accounts that are linked to a primary one, the earliest first; at most so many. */
    List<PersonKey> linked(PersonKey primary, int limit);

    /** The same for several primary accounts of a connection, by their ids; whoever has none is left out. */
    Map<String, List<PersonKey>> linked(ConnectionId connection, Collection<String> primaries, int limit);

    /**
     * The people of all connections who have that e-mail address, by the connection's age and then by id.
     *
     * @param folded the address, folded and cut as an index holds it
     */
    List<PersonKey> withEmail(String folded, int limit);

    /** The people of all connections who have that userName, likewise. */
    List<PersonKey> withUserName(String folded, int limit);

    /** The connections of which somebody has that as e-mail address or as userName, likewise; the oldest first. */
    List<ConnectionId> connectionsOf(String folded, int limit);

    /** The primary accounts of these people of a connection, by their ids; whoever has none is left out. */
    Map<String, PersonKey> primaries(ConnectionId connection, Collection<String> ids);

    /** The connection that has a resource of that id, of that type; ids are unique over everything. */
    Optional<ConnectionId> owner(String type, String id);
}
