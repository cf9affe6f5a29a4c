package dev.rollcall.directory.storage;

import dev.rollcall.directory.configuration.ConnectionJob;
import dev.rollcall.directory.connection.ConnectionId;

/** What is left to be done for the users of connections, to read and write. */
public interface ConnectionJobStore extends ConnectionJobView {

    /** Sets a job in the place of the last one of its kind, whatever has become of that. */
    void put(ConnectionJob job);

    /**
     * Writes how far a job has come.
     *
     * @return false, and nothing is changed, when it has been written since it was read: another node was quicker, or it was begun
     *     anew
     */
    boolean advance(ConnectionJob job);

    /** Forgets the last job of that kind. */
    void remove(ConnectionId connection, ConnectionJob.Kind kind);
}
