package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.ConnectionId;
import java.time.Instant;

/**
 * By which subjects people are known, to read and write. A person's own subject is written with the resource, see
 * {@link ResourceStore#insert(StoredResource, IndexKeys, java.util.Optional)}.
 */
public interface IdentityStore extends IdentityView {

    /**
     * Takes down what a person who is about to be deleted was called, so that nobody else is ever called so, and forgets
     * what only the product has of that person: further subjects, links and overlay. To be followed by
     * {@link ResourceStore#delete} in the same session.
     *
     * @return what the person leaves
     */
    Departed retire(PersonKey person);

    /**
     * The same, but what only the product has of that person is kept, until {@link #revive} or {@link Chore.Expire} takes it.
     *
     * @param subject by which a new person will be known to be the same
     * @param until when it is to be forgotten
     * @return what the person leaves
     */
    Departed keep(PersonKey person, KeptSubject subject, Instant until);

    /**
     * Makes a person who was just added the one who was deleted and kept with that subject: the {@code user_id}, further
     * subjects, links and overlay are that one's. Of several, who is kept the longest.
     *
     * @param now whoever was kept until then, or for less, does not come back
     * @return false, and nothing is changed, when nobody with that subject is kept any more
     */
    boolean revive(PersonKey person, KeptSubject subject, Instant now);

    /**
     * Forgets a deleted person who is kept, now; the subject stays nobody else's.
     *
     * @param ownSubject what the {@code user_id} ends with
     * @return false, and nothing is changed, when nobody of that subject is kept
     */
    boolean forgetKept(ConnectionId connection, String ownSubject);

    /**
     * Lets sign-ins by a further subject find a person.
     *
     * @return false, and nothing is changed, when they find somebody else by it
     */
    boolean add(PersonKey person, String subject);

    /**
     * Lets sign-ins find a user for ever by the externalId that the user has now.
     *
     * @return false, and nothing is changed, when the user does not have it, another user has it as well, or sign-ins find
     *     somebody else by it
     */
    boolean addExternalId(PersonKey user, String externalId);

    /** Lets no sign-in by that further subject find the person any more. */
    void remove(PersonKey person, String subject);

    /**
     * Makes an account part of a primary one.
     *
     * @return false, and nothing is changed, when it is part of one already
     */
    boolean link(PersonKey primary, PersonKey linked, Instant time);

    /** Makes an account stand by itself again. @return false when it was not part of that one */
    boolean unlink(PersonKey primary, PersonKey linked);
}
