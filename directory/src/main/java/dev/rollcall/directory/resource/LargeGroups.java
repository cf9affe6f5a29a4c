package dev.rollcall.directory.resource;

import dev.rollcall.directory.storage.StoredResource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Groups that were found to have too many members to answer a PATCH with, so that a client which adds members one by one does
 * not have some of them read each time. One is forgotten after a second, or when members are taken out: being wrong costs a
 * body, never correctness. Bounded; safe for use by many threads.
 */
final class LargeGroups {
    static final int LIMIT = 1_024;

    private static final long LIFETIME_NANOS = 1_000_000_000L;

    /** By connection as well, though ids are unique. */
    private record Key(String connection, String id) {
        static Key of(StoredResource group) {
            return new Key(group.connection().value(), group.id());
        }
    }

    private final LongSupplier nanoTime;
    private final Map<Key, Long> found = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Long> eldest) {
            return size() > LIMIT;
        }
    });

    /** @param nanoTime a time that only goes forward */
    LargeGroups(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    boolean knows(StoredResource group) {
        Long since = found.get(Key.of(group));
        return since != null && nanoTime.getAsLong() - since < LIFETIME_NANOS;
    }

    void remember(StoredResource group) {
        found.put(Key.of(group), nanoTime.getAsLong());
    }

    void forget(StoredResource group) {
        found.remove(Key.of(group));
    }
}
