package dev.rollcall.directory.storage;

import dev.rollcall.directory.configuration.ConnectionDetail;
import dev.rollcall.directory.configuration.KeptMapping;
import dev.rollcall.directory.configuration.MappingVersion;
import dev.rollcall.directory.configuration.ScimConfiguration;
import dev.rollcall.directory.connection.ConnectionId;
import java.util.List;
import java.util.Optional;

/**
 * What is set of connections, to read.
 *
 * <p>Guarantees: everything is found through its own connection alone, and is gone with it.
 */
public interface ConfigurationView {

    /** How a connection is provisioned; empty when it is not. */
    Optional<ScimConfiguration> find(ConnectionId connection);

    /** At most so many configurations in the order of their connections' ids, after one; empty text begins at the start. */
    List<ScimConfiguration> after(String connection, int limit);

    /** One version of a connection's mapping. */
    Optional<MappingVersion> mapping(ConnectionId connection, int version);

    /** The number of the newest version of a connection's mapping; 0 when it has none. */
    int newestMapping(ConnectionId connection);

    /** How many versions of a connection's mapping are kept. */
    int mappingCount(ConnectionId connection);

    /** The versions of a connection's mapping without their rows, newest first; as many as are kept. */
    List<KeptMapping> mappings(ConnectionId connection);

    /** What callers of the management API keep of a connection. */
    Optional<ConnectionDetail> detail(ConnectionId connection);
}
