package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.ConnectionId;
import java.util.List;

/** What a copy of a connection has to take along of its people, to read and write. */
public interface PersonCopyStore extends PersonCopyView {

    /**
     * Gives a person who was just brought in the own subject that the person had in the connection that was copied.
     *
     * @return false, and nothing is changed, when there is no such person, or somebody else has it, had it, or has it as an id
     */
    boolean restore(PersonKey person, String subject);

    /** Takes down what people were called who were deleted in the connection that was copied. */
    void retire(ConnectionId connection, List<RetiredSubject> subjects);

    /**
     * Keeps somebody who was deleted in the connection that was copied; overlay and identities are put beside it.
     *
     * @return false, and nothing is changed, when something is kept under that id already
     */
    boolean keep(ConnectionId connection, KeptUser user);
}
