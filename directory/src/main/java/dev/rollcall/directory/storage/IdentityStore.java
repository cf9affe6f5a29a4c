package dev.rollcall.directory.storage;

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
     * @return whether the person may be a member of groups
     */
    boolean retire(PersonKey person);

    /**
     * Lets sign-ins by a further subject find a person.
     *
     * @return false, and nothing is changed, when they find somebody else by it
     */
    boolean add(PersonKey person, String subject);

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
