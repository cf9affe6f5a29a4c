package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.type.ConnectionTypes;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The resource types of connections that declare some, as they were read, for all who read this store.
 *
 * <p>Guarantees: at most so many bytes as were said, as {@link ConnectionTypes#bytes} counts them, of those that were asked for
 * last; one that is larger than all of that is not kept. A version says it all, so nothing in it is ever stale: other
 * declarations have another version, on whatever node they came. Safe for use by many threads.
 */
public final class TypeMemory {
    private final long most;
    private final LinkedHashMap<Key, ConnectionTypes> known = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    private record Key(ConnectionId connection, String version) {}

    /** @param most bytes */
    public TypeMemory(long most) {
        this.most = most;
    }

    synchronized Optional<ConnectionTypes> find(ConnectionId connection, String version) {
        return Optional.ofNullable(known.get(new Key(connection, version)));
    }

    synchronized void keep(ConnectionId connection, ConnectionTypes types) {
        if (types.bytes() > most || known.put(new Key(connection, types.version()), types) != null) {
            return;
        }
        bytes += types.bytes();
        Iterator<Map.Entry<Key, ConnectionTypes>> eldest = known.entrySet().iterator();
        while (bytes > most) {
            bytes -= eldest.next().getValue().bytes();
            eldest.remove();
        }
    }

    /** The bytes that are in memory, as they are counted. */
    synchronized long bytes() {
        return bytes;
    }
}
