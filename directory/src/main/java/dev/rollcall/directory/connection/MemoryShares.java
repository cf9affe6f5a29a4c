package dev.rollcall.directory.connection;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How much of a memory is taken for each connection, and whose part is given up when it is too much.
 *
 * <p>Guarantees: a connection that takes no more than its equal part, which is the whole divided by the connections that take
 * some, never gives anything up for others; of those that take more, the one that was used longest ago does, unless one takes more
 * than the whole. Who that is is found among those used before it, not among all. Whoever makes a part larger asks for givers until there
 * is none. Not safe for use by several threads.
 */
public final class MemoryShares {
    private final long most;
    private final Map<ConnectionId, Long> taken = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;
    /** Who takes more than the whole: nobody but the one whose part became larger last, as all was within the bound before. */
    private Optional<ConnectionId> tooLarge = Optional.empty();

    /** @param most bytes in all */
    public MemoryShares(long most) {
        this.most = most;
    }

    /** What is kept for a connection was asked for. */
    public void use(ConnectionId connection) {
        taken.computeIfPresent(connection, (_, held) -> held);
    }

    /** So many bytes are taken for a connection from now on, instead of those before; 0 for nothing any more. */
    public void take(ConnectionId connection, long now) {
        Long before = now == 0 ? taken.remove(connection) : taken.put(connection, now);
        bytes += now - Objects.requireNonNullElse(before, 0L);
        if (now > most) {
            tooLarge = Optional.of(connection);
        } else if (tooLarge.filter(connection::equals).isPresent()) {
            tooLarge = Optional.empty();
        }
    }

    /**
     * Has parts made less until all is within the bound.
     *
     * @param gives makes the part of that connection less, and says so by {@link #take}
     */
    public void settle(Consumer<ConnectionId> gives) {
        for (Optional<ConnectionId> giver = giver(); giver.isPresent(); giver = giver()) {
            gives.accept(giver.get());
        }
    }

    /** Whose part is to become less; empty when all of it is within the bound. */
    Optional<ConnectionId> giver() {
        if (bytes <= most) {
            return Optional.empty();
        }
        long part = most / taken.size();
        return tooLarge.or(() -> first(part));
    }

    /** The one that takes more than so much and was used longest ago. */
    private Optional<ConnectionId> first(long above) {
        return taken.entrySet()
                .stream()
                .filter(entry -> entry.getValue() > above)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The bytes that are taken in all. */
    public long bytes() {
        return bytes;
    }
}
