package dev.rollcall.directory.resource;

import dev.rollcall.directory.storage.ResourceQuery;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers where the pages of long lists ended, so that the next {@code startIndex} is found by key and not by counting
 * rows. Forgetting one costs time, never correctness. Bounded; safe for use by many threads.
 */
final class PageAnchors {
    static final int LIMIT = 4_096;

    /** Below this index counting rows is as quick. */
    static final int FROM_INDEX = 500;

    /** One place of one list. */
    record Key(ResourceQuery list, int startIndex) {
        Key {
            list = new ResourceQuery(
                    list.connection(), list.type(), list.condition(), list.order(), list.descending(), Optional.empty(),
                    0, 0);
        }
    }

    private final Map<Key, ResourceQuery.Position> anchors = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, ResourceQuery.Position> eldest) {
            return size() > LIMIT;
        }
    });

    Optional<ResourceQuery.Position> find(ResourceQuery list, int startIndex) {
        return startIndex <= FROM_INDEX ? Optional.empty()
                : Optional.ofNullable(anchors.get(new Key(list, startIndex)));
    }

    void remember(ResourceQuery list, int nextStartIndex, ResourceQuery.Position last) {
        if (nextStartIndex > FROM_INDEX) {
            anchors.put(new Key(list, nextStartIndex), last);
        }
    }
}
