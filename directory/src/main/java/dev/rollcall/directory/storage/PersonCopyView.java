package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.ConnectionId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a copy of a connection has to take along of its people, beside what they are, to read. */
public interface PersonCopyView {

    /** All further subjects of these people by their ids, in order; whoever has none is left out. */
    Map<String, List<String>> furtherSubjects(ConnectionId connection, Collection<String> ids);

    /**
     * The subjects of deleted people, in order.
     *
     * @param after the subject after which to look; empty text for the first ones
     */
    List<RetiredSubject> retired(ConnectionId connection, String after, int limit);

    /**
     * Deleted people of whom something is kept, by their ids.
     *
     * @param after the id after which to look; empty text for the first ones
     */
    List<KeptUser> kept(ConnectionId connection, String after, int limit);

    /** Whether something is kept of somebody who was deleted and had that id. */
    boolean isKept(PersonKey person);

    /**
     * The connection's accounts that are part of a primary one, of whichever connection, by their ids.
     *
     * @param after the id after which to look; empty text for the first ones
     */
    List<AccountLink> linked(ConnectionId connection, String after, int limit);

    /**
     * Accounts of other connections that are part of a primary one of this connection, by the primary one's id and by age.
     *
     * @param after the link behind which to look; empty for the first ones
     */
    List<AccountLink> linkedFromElsewhere(ConnectionId connection, Optional<AccountLink> after, int limit);
}
