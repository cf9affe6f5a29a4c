package dev.rollcall.directory.storage;

import dev.rollcall.directory.change.ChangeFeedPage;
import dev.rollcall.directory.change.ChangeHistory;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.event.EventId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
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

    /** As {@link #page(String, int)}, with what shows each subject at its version; the other pages leave documents and overlays out. */
    ChangeFeedPage pageWithImages(String afterPosition, int limit);

    /**
     * The records, with images, that some events are of, as far as they are kept: each part by itself, in the order of events. It
     * ends early, but with one record at least, when they are large: whoever misses one asks again for the rest.
     */
    List<ChangeRecord> at(Collection<EventId> events);

    /** What tells of the end of a connection, as long as that is kept; looked for from the newest of its changes on. */
    Optional<ChangeRecord> deletion(ConnectionId connection);

    /**
     * What happened to one resource, the newest first. One look goes through at most so many changes of all connections, however
     * many of them are the resource's, and ends early, but with one record at least, when they are large.
     *
     * @param from where an earlier look says to go on; empty text for the newest
     * @param limit how many at most
     * @param budget through how many changes the look goes at most
     * @throws StorageException when the position is none of this database
     */
    ChangeHistory history(ConnectionId connection, String resourceId, String from, int limit, int budget);

    /** A position from which on the record that an event is of comes first, if it is kept; costs no statement. */
    String before(EventId event);

    /** How many changes wait behind a position, counted up to a limit. */
    int behind(String position, int limit);

    /**
     * The greatest place that was dropped because its time was over: whoever has read less far has missed something.
     *
     * @return empty when nothing was ever dropped
     */
    Optional<EventId> droppedTo();

    /**
     * Whether everything that lies behind a position is still there: nothing of it was dropped, neither because its time was over nor
     * with what a deleted connection has left.
     *
     * @throws StorageException when the position is none of this database
     */
    boolean isKept(String position);

    /** Up to here this session sees every change there is, and every one that it does not see comes behind it. */
    EventId reached();

    /**
     * A position behind which every change lies that was made at a moment or later; some that were made a little before it as
     * well, because clocks of nodes differ.
     */
    String since(Instant moment);

    /** The time of the oldest change of a connection that is kept. */
    Optional<Instant> oldest(ConnectionId connection);

    /** A position before every change that is not committed yet, for whoever wants only what is to come. */
    String end();
}
