package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.MemoryShares;
import dev.rollcall.directory.type.ConnectionTypes;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The resource types of connections that declare some, as they were read, for all who read and write this store.
 *
 * <p>Guarantees: at most so many bytes as were said, as {@link ConnectionTypes#bytes} counts them, of each connection those of one
 * version alone. When they do not all fit, a connection that takes no more than an equal part keeps its own, whatever others
 * declare ({@link MemoryShares}). What somebody has in hand is found as well and costs nothing: those who ask at the same time have
 * the same. A version says it all, so nothing in it is ever stale: other declarations have another version, on whatever node they
 * came. Safe for use by many threads.
 */
public final class TypeMemory {
    private final MemoryShares shares;
    private final Map<ConnectionId, ConnectionTypes> kept = new HashMap<>();
    private final Map<Key, InHand> inHand = new HashMap<>();
    private final ReferenceQueue<ConnectionTypes> dropped = new ReferenceQueue<>();
    /** Whose writes may read their declarations themselves, and how many want it so. */
    private final Map<ConnectionId, Integer> allowed = new HashMap<>();

    private record Key(ConnectionId connection, String version) {}

    /** Types for as long as somebody has them. */
    private static final class InHand extends WeakReference<ConnectionTypes> {
        private final Key key;

        InHand(Key key, ConnectionTypes types, ReferenceQueue<ConnectionTypes> dropped) {
            super(types, dropped);
            this.key = key;
        }
    }

    /** @param most bytes */
    public TypeMemory(long most) {
        this.shares = new MemoryShares(most);
    }

    /** For sessions that read: what is not remembered is read where it is asked for. */
    public TypeSource reading() {
        return (connection, version, declared) -> find(connection, version)
                .orElseGet(() -> keep(connection, ConnectionTypes.of(version, declared.get())));
    }

    /** For sessions that write: whoever asks for what is not remembered is told to read it first, see {@link TypedWrites}. */
    public TypeSource writing() {
        return (connection, version, declared) -> find(connection, version).orElseGet(() -> {
            if (!isAllowed(connection)) {
                throw new UnreadTypesException(connection, version);
            }
            // Not kept: nobody knows whether the work that has written them will be in force.
            return ConnectionTypes.of(version, declared.get());
        });
    }

    synchronized Optional<ConnectionTypes> find(ConnectionId connection, String version) {
        ConnectionTypes newest = kept.get(connection);
        if (newest != null && newest.version().equals(version)) {
            shares.use(connection);
            return Optional.of(newest);
        }
        return Optional.ofNullable(inHand.get(new Key(connection, version))).map(Reference::get);
    }

    /** Keeps what was read. @return the same, or what somebody else has read meanwhile */
    synchronized ConnectionTypes keep(ConnectionId connection, ConnectionTypes read) {
        forgetDropped();
        ConnectionTypes types = find(connection, read.version()).orElse(read);
        if (types == read) {
            Key key = new Key(connection, read.version());
            inHand.put(key, new InHand(key, read, dropped));
        }
        kept.put(connection, types);
        shares.take(connection, types.bytes());
        shares.settle(giver -> {
            kept.remove(giver);
            shares.take(giver, 0);
        });
        return types;
    }

    /** Lets the writes of a connection read its declarations themselves, until as many times as this {@link #forbid} is called. */
    synchronized void allow(ConnectionId connection) {
        allowed.merge(connection, 1, Integer::sum);
    }

    synchronized void forbid(ConnectionId connection) {
        allowed.computeIfPresent(connection, (_, times) -> times == 1 ? null : times - 1);
    }

    private synchronized boolean isAllowed(ConnectionId connection) {
        return allowed.containsKey(connection);
    }

    private void forgetDropped() {
        @Nullable
        Reference<? extends ConnectionTypes> gone = dropped.poll();
        while (gone != null) {
            if (gone instanceof InHand types) {
                inHand.remove(types.key, types);
            }
            gone = dropped.poll();
        }
    }

    /** The bytes that are in memory, as they are counted. */
    synchronized long bytes() {
        return shares.bytes();
    }
}
