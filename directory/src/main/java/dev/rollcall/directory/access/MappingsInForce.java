package dev.rollcall.directory.access;

import dev.rollcall.directory.configuration.MappingVersion;
import dev.rollcall.directory.configuration.ScimConfiguration;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.mapping.Mapping;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The mapping of each connection, made once for each version. A version never changes, so what is remembered is never stale.
 * Safe for use by many threads.
 */
public final class MappingsInForce {
    /** Mappings that are remembered; beyond, the memory starts anew. */
    static final int KEPT = 500;

    private record Key(ConnectionId connection, int version) {}

    private final Map<Key, Mapping> known = new ConcurrentHashMap<>();

    /** The mapping in force in the snapshot of the session. */
    public Mapping of(ReadSession session, Connection connection) {
        int version = session.configurations()
                .find(connection.id())
                .map(ScimConfiguration::mappingVersion)
                .orElse(ScimConfiguration.DEFAULT_MAPPING);
        return of(session, connection, version);
    }

    /** A version of the connection's mapping; the strategy's default rows when it is not kept any more. */
    public Mapping of(ReadSession session, Connection connection, int version) {
        if (version == ScimConfiguration.DEFAULT_MAPPING) {
            return Mapping.defaultFor(connection.strategy().keyword());
        }
        Key key = new Key(connection.id(), version);
        Mapping remembered = known.get(key);
        if (remembered != null) {
            return remembered;
        }
        Mapping made = MappingText.mapping(
                session.configurations().mapping(connection.id(), version).map(MappingVersion::rows).orElse(""),
                connection.strategy());
        if (known.size() >= KEPT) {
            known.clear();
        }
        known.put(key, made);
        return made;
    }
}
