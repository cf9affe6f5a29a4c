package dev.rollcall.directory.storage;

import dev.rollcall.directory.configuration.ConnectionDetail;
import dev.rollcall.directory.configuration.MappingVersion;
import dev.rollcall.directory.configuration.ScimConfiguration;
import dev.rollcall.directory.connection.ConnectionId;
import java.time.Instant;

/** What is set of connections, to read and write. That the connection is there is for the caller to look at, in the same session. */
public interface ConfigurationStore extends ConfigurationView {

    /** Adds a configuration. @return false, and nothing is changed, when the connection has one */
    boolean insert(ScimConfiguration configuration);

    /** Replaces a configuration. @return false when the connection has none */
    boolean update(ScimConfiguration configuration);

    /** Takes a configuration away; the versions of its mapping stay. @return false when the connection has none */
    boolean delete(ConnectionId connection);

    /**
     * Adds a version of a mapping.
     *
     * @throws StorageException when the connection has that version
     */
    void append(MappingVersion version);

    /** Says that one version of a mapping is in force instead of another; {@link ScimConfiguration#DEFAULT_MAPPING} is none. */
    void replaceMapping(ConnectionId connection, int before, int after, Instant now);

    /**
     * Takes versions away that are replaced.
     *
     * @param upTo the newest that may go
     * @param replacedBefore since when they must have been replaced
     */
    void dropMappings(ConnectionId connection, int upTo, Instant replacedBefore);

    /** Sets what callers of the management API keep of a connection. */
    void put(ConnectionDetail detail);
}
