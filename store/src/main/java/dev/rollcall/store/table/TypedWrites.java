package dev.rollcall.store.table;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.StorageException.Kind;
import dev.rollcall.directory.type.ConnectionTypes;
import dev.rollcall.directory.type.DeclaredVersion;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Runs writes that ask for the resource types of connections.
 *
 * <p>Guarantees: no declarations are read in a writer, for which others wait. A write that comes upon some is undone and run again
 * after its caller has read them, on the caller's thread, and has them in hand; in the writer it is only seen that they are still
 * of that version. The one exception is a work that changes declarations and looks at the connection behind that: what nobody else
 * sees yet it reads itself.
 */
public final class TypedWrites {
    /** After how many looks in vain a work is taken for one that has changed the declarations itself. */
    private static final int LOOKS = 2;

    private final TypeMemory memory;
    private final int attempts;

    /** Reads what a connection declares, outside of any write. */
    @FunctionalInterface
    public interface Look {
        Optional<DeclaredVersion> at(ConnectionId connection);
    }

    /** @param attempts how often a write runs at most while declarations keep changing under it */
    public TypedWrites(TypeMemory memory, int attempts) {
        this.memory = memory;
        this.attempts = attempts;
    }

    /**
     * Runs a write.
     *
     * @param write runs it once
     * @throws StorageException of the kind BUSY when declarations kept changing; nothing was written then
     */
    public <T> T run(Supplier<T> write, Look look) {
        List<ConnectionTypes> inHand = new ArrayList<>();
        Set<ConnectionId> allowed = new HashSet<>();
        int inVain = 0;
        try {
            for (int attempt = 1; attempt <= attempts; attempt++) {
                try {
                    return write.get();
                } catch (UnreadTypesException unread) {
                    ConnectionId connection = unread.connection();
                    Optional<DeclaredVersion> found = look.at(connection)
                            .filter(now -> now.version().equals(unread.version()));
                    found.ifPresent(now -> inHand.add(memory.keep(connection, now.types())));
                    if (found.isEmpty() && ++inVain >= LOOKS && allowed.add(connection)) {
                        memory.allow(connection);
                    }
                }
            }
        } finally {
            allowed.forEach(memory::forbid);
            // Until the write is over they are found, however little the memory keeps.
            Reference.reachabilityFence(inHand);
        }
        throw new StorageException(Kind.BUSY, "What the connection declares kept changing while it was being written;"
                + " nothing was changed. Send the request again.");
    }
}
