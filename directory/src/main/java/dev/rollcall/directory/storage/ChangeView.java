package dev.rollcall.directory.storage;

import dev.rollcall.directory.change.ChangeFeedPage;
import dev.rollcall.directory.connection.ConnectionId;
import java.time.Instant;
import java.util.Optional;

/**
 * The change record, to read.
 *
 * <p>Guarantees: whoever reads on from the position of each page is given every committed change once, in the order of
 * commits, and never passes one that commits late; the changes of one resource are in the order of its versions. A change
 * in parts comes once its last part is committed, its parts in a row; when they are too many for one page, the next page
 * goes on with them. Changes are kept until {@link Chore.Expire} takes them, and never taken from a reader whose lease
 * lasts.
 *
 * <p>A position is text that only its own database understands. It stays good over restarts, and when the change before it
 * is gone; empty text is the beginning of the record. A page ends early, but with one record at least, when its records
 * are large.
 */
public interface ChangeView {

    /**
     * The changes of a connection after a position; of one that is deleted as well.
     *
     * @param limit how many records at most
     * @throws StorageException when the position is none of this database
     */
    ChangeFeedPage page(ConnectionId connection, String afterPosition, int limit);

    /** As {@link #page(ConnectionId, String, int)}, over all connections. */
    ChangeFeedPage page(String afterPosition, int limit);

    /** The time of the oldest change of a connection that is kept. */
    Optional<Instant> oldest(ConnectionId connection);

    /** A position before every change that is not committed yet, for whoever wants only what is to come. */
    String end();
}
