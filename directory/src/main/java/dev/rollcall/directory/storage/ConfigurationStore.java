package dev.rollcall.directory.storage;

import dev.rollcall.directory.configuration.ConnectionDetail;
import dev.rollcall.directory.configuration.MappingVersion;
import dev.rollcall.directory.configuration.ScimConfiguration;
import dev.rollcall.directory.connection.ConnectionId;

/** What is set of connections, to read and write. That the connection is there is for the caller to look at, in the same session. */
public interface ConfigurationStore extends ConfigurationView {

    /** Adds a configuration. @return false, and nothing is changed, when the connection has one */
    boolean insert(ScimConfiguration configuration);

    /** Replaces a configuration. @return false when the connection has none */
    boolean update(ScimConfiguration configuration);

    /** Takes a configuration away; the versions of its mapping stay. @return false when the connection has none */
    boolean delete(ConnectionId connection);

    /**
     * Adds a version of a mapping, and takes away those that are this many versions older.
     *
     * @throws StorageException when the connection has that version
     */
    void append(MappingVersion version, int kept);

    /** Sets what callers of the management API keep of a connection. */
    void put(ConnectionDetail detail);
}
