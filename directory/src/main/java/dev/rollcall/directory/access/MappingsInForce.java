package dev.rollcall.directory.access;

import dev.rollcall.directory.configuration.MappingVersion;
import dev.rollcall.directory.configuration.ScimConfiguration;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.Strategy;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.mapping.Mapping;
import dev.rollcall.mapping.MappingLimits;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The mapping of each connection, made once for each version, also when several ask for it at the same time. A version never
 * changes, so what is remembered is never stale. Safe for use by many threads.
 */
public final class MappingsInForce {
    /** Mappings that are remembered; beyond, the memory starts anew. */
    static final int KEPT = 500;

    private final MappingLimits limits;
    private final Map<Key, Made> known = new ConcurrentHashMap<>();

    /** @param limits of each of them */
    public MappingsInForce(MappingLimits limits) {
        this.limits = limits;
    }

    private record Key(ConnectionId connection, int version) {}

    /** A mapping that the first one who asks for it makes; who comes meanwhile waits for that one. */
    private static final class Made {
        private Optional<Mapping> mapping = Optional.empty();

        synchronized Mapping get(Supplier<Mapping> make) {
            Mapping made = mapping.orElseGet(make);
            mapping = Optional.of(made);
            return made;
        }
    }

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
        return of(connection.id(), connection.strategy(), version, () -> session.configurations()
                .mapping(connection.id(), version)
                .map(MappingVersion::rows)
                .orElse(""));
    }

    /** A version of that connection's mapping, whose rows are asked for only when it is not remembered. */
    Mapping of(ConnectionId connection, Strategy strategy, int version, Supplier<String> rows) {
        if (version == ScimConfiguration.DEFAULT_MAPPING) {
            return Mapping.defaultFor(strategy.keyword(), limits);
        }
        Key key = new Key(connection, version);
        Made remembered = known.get(key);
        if (remembered == null) {
            if (known.size() >= KEPT) {
                known.clear();
            }
            remembered = known.computeIfAbsent(key, _ -> new Made());
        }
        return remembered.get(() -> MappingText.mapping(rows.get(), strategy, limits));
    }
}
