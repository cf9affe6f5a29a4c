package dev.rollcall.directory.storage;

import dev.rollcall.directory.change.ChangeReader;
import dev.rollcall.directory.connection.ConnectionId;
import java.util.List;
import java.util.Optional;

/** Those who follow the change record and are waited for, to read. */
public interface ChangeReaderView {

    /**
     * The readers of a connection's changes by name, those whose lease is over included as long as they are not forgotten.
     *
     * @param connection empty for those who follow all connections
     */
    List<ChangeReader> of(Optional<ConnectionId> connection);

    /** The readers of all, first those who follow all connections, then by connection and name. @param limit how many at most */
    List<ChangeReader> all(int limit);
}
