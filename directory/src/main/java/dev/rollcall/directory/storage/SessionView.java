package dev.rollcall.directory.storage;

import dev.rollcall.directory.client.ConsoleSession;
import java.util.List;
import java.util.Optional;

/**
 * The sessions of the console, to read.
 *
 * <p>Guarantees: a session is there until it is deleted. Whether it has expired, and whether its credential is still good, is for
 * the caller to look at.
 */
public interface SessionView {

    /** The session of that key. */
    Optional<ConsoleSession> find(String key);

    /** At most so many, those first that were opened last. */
    List<ConsoleSession> newest(int limit);
}
