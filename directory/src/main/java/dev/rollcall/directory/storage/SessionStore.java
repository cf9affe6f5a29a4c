package dev.rollcall.directory.storage;

import dev.rollcall.directory.client.ConsoleSession;
import java.time.Instant;

/** The sessions of the console, to read and write. */
public interface SessionStore extends SessionView {

    /**
     * Adds a session.
     *
     * @throws StorageException when there is one of that key
     */
    void insert(ConsoleSession session);

    /** Records a use; an earlier one than is recorded is passed over, and so is a session that is gone. */
    void touch(String key, Instant seenAt);

    /** Ends a session. @return false when there is none of that key */
    boolean delete(String key);

    /** Ends all sessions of a client. @return how many there were */
    int deleteOf(String clientId);

    /** Forgets the sessions that had expired by then, or were not used since that other moment. */
    void deleteExpired(Instant now, Instant unusedSince);

    /** Ends those sessions that were used least lately, so that no more than so many are there. */
    void keep(int most);

    /** Ends those sessions of a client that were used least lately, so that it has no more than so many. */
    void keepOf(String clientId, int most);
}
