package dev.rollcall.directory.storage;

import dev.rollcall.directory.change.ChangeReader;
import dev.rollcall.directory.connection.ConnectionId;
import java.util.Optional;

/**
 * Those who follow the change record and are waited for, to read and write.
 *
 * <p>Guarantees: from the commit that registers or moves a reader until its lease is over, no change after its position is
 * taken away. What was gone before is not brought back: a reader registers first and reads then.
 */
public interface ChangeReaderStore extends ChangeReaderView {

    /**
     * Lets a reader be waited for.
     *
     * @return false, and nothing is changed, when there is one of that name
     * @throws StorageException when its position is none of this database
     */
    boolean register(ChangeReader reader);

    /**
     * Moves a reader to its new position and lease.
     *
     * @return false when it is not registered, or was forgotten because its lease was over; it has to begin anew then
     * @throws StorageException when its position is none of this database
     */
    boolean move(ChangeReader reader);

    /**
     * Waits for a reader no longer.
     *
     * @param connection empty for one who follows all connections
     * @return false when there is none of that name
     */
    boolean remove(Optional<ConnectionId> connection, String name);
}
