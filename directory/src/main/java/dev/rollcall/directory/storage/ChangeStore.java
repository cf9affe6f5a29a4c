package dev.rollcall.directory.storage;

import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.connection.ConnectionId;

/**
 * The change record, to read and write.
 *
 * <p>Guarantees: a record and what it tells of are durable together when one session writes both. The parts of a large
 * change may be written by sessions before; nobody reads them until the last one is there, and when it does not come they
 * expire by themselves, a day later than other changes.
 */
public interface ChangeStore extends ChangeView {

    /**
     * Appends one record; what was appended is never changed.
     *
     * <p>The record names the version of the mapping that is in force at this moment, whatever the one that is given says.
     *
     * @param change a part of at most 1,000 members; the parts of a change are numbered from 0 without a gap
     */
    void append(ChangeRecord change);

    /** Takes back the parts of a change whose last part will never come; a change that is complete is left alone. */
    void discard(ConnectionId connection, String changeId);
}
