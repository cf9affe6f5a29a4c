package dev.rollcall.directory.resource;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.UndeclaredNameLimit;
import dev.rollcall.scim.path.BroughtNames;
import dev.rollcall.scim.schema.ResourceType;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * The undeclared names that the store has been told of, so that a change which brings no other costs it nothing. Forgetting one
 * costs a look-up at the next change that brings it, never correctness.
 *
 * <p>In memory are at most {@value #BYTES} bytes, of the connections that brought some last; of one connection and type no more
 * than twice what is remembered of it. Safe for use by many threads.
 */
final class SettledNames {
    static final long BYTES = 8 << 20;
    /** What a name takes beside its characters: the string, its array, and its place in a set. */
    private static final int BESIDE = 112;

    private static final int WHEN_OVERFLOWED = 8;
    private static final Settled NOTHING = new Settled(Set.of(), 0, false);

    private final UndeclaredNameLimit limit;
    private final long most;
    private final LinkedHashMap<Place, Settled> places = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    private record Place(ConnectionId connection, String type) {}

    /** @param overflowed whether the store has no room for more */
    private record Settled(Set<String> names, long bytes, boolean overflowed) {}

    SettledNames(UndeclaredNameLimit limit) {
        this(limit, BYTES);
    }

    SettledNames(UndeclaredNameLimit limit, long most) {
        this.limit = limit;
        this.most = most;
    }

    /**
     * The names of a document that the store is to be told of: at most one more than it remembers, and when it had no room for any
     * the last time, a few, so that a client that brings others each time does not make every write carry all of them.
     */
    Set<String> newIn(ConnectionId connection, ResourceType type, ObjectNode document) {
        Lookup lookup = new Lookup(new Place(connection, type.name()));
        Set<String> names = BroughtNames.in(type, document, lookup::isNew, limit.names() + 1);
        return names.size() > WHEN_OVERFLOWED && lookup.overflowed()
                ? names.stream().limit(WHEN_OVERFLOWED).collect(Collectors.toSet())
                : names;
    }

    /** Says that the store has been told, and it is durable. @param overflowed whether it has no room for more */
    synchronized void settle(ConnectionId connection, String type, Set<String> told, boolean overflowed) {
        if (told.isEmpty()) {
            return;
        }
        Place place = new Place(connection, type);
        Set<String> names = new HashSet<>(told);
        boolean full = overflowed;
        Settled before = places.remove(place);
        if (before != null) {
            bytes -= before.bytes;
            full = full || before.overflowed;
            if (before.names.size() + names.size() <= 2L * (limit.names() + 1)) {
                names.addAll(before.names);
            }
        }
        long size = names.stream().mapToLong(name -> 2L * name.length() + BESIDE).sum();
        places.put(place, new Settled(names, size, full));
        bytes += size;
        Iterator<Map.Entry<Place, Settled>> eldest = places.entrySet().iterator();
        while (bytes > most && eldest.hasNext()) {
            bytes -= eldest.next().getValue().bytes;
            eldest.remove();
        }
    }

    /** The bytes that are in memory, as they are counted. */
    synchronized long bytes() {
        return bytes;
    }

    private synchronized Settled settled(Place place) {
        return Optional.ofNullable(places.get(place)).orElse(NOTHING);
    }

    /** Looks only when there is an undeclared name, and then once. A set of names never changes. */
    private final class Lookup {
        private final Place place;
        private Optional<Settled> known = Optional.empty();

        private Lookup(Place place) {
            this.place = place;
        }

        private boolean isNew(String name) {
            return !look().names.contains(name);
        }

        private boolean overflowed() {
            return look().overflowed;
        }

        private Settled look() {
            Settled settled = known.orElseGet(() -> settled(place));
            known = Optional.of(settled);
            return settled;
        }
    }
}
