package dev.rollcall.directory.resource;

import dev.rollcall.directory.storage.ResourceQuery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers where the pages of long lists ended, so that the next {@code startIndex} is found by key and not by counting
 * rows. Forgetting one costs time, never correctness; so one is forgotten after {@link #LIFETIME}, before the list has moved
 * far from under it. Bounded; safe for use by many threads.
 */
final class PageAnchors {
    static final int LIMIT = 4_096;

    /** Below this index counting rows is as quick. */
    static final int FROM_INDEX = 500;

    /** For how long a client that pages on finds its place. */
    static final Duration LIFETIME = Duration.ofMinutes(1);

    /** One place of one list. */
    record Key(ResourceQuery list, int startIndex) {
        Key {
            list = new ResourceQuery(
                    list.connection(), list.type(), list.condition(), list.order(), list.descending(), Optional.empty(),
                    0, 0);
        }
    }

    private record Anchor(ResourceQuery.Position position, Instant since) {}

    private final Clock clock;
    private final Map<Key, Anchor> anchors = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Anchor> eldest) {
            return size() > LIMIT;
        }
    });

    PageAnchors(Clock clock) {
        this.clock = clock;
    }

    Optional<ResourceQuery.Position> find(ResourceQuery list, int startIndex) {
        if (startIndex <= FROM_INDEX) {
            return Optional.empty();
        }
        Instant oldest = clock.instant().minus(LIFETIME);
        return Optional.ofNullable(anchors.get(new Key(list, startIndex)))
                .filter(anchor -> anchor.since.isAfter(oldest))
                .map(Anchor::position);
    }

    void remember(ResourceQuery list, int nextStartIndex, ResourceQuery.Position last) {
        if (nextStartIndex > FROM_INDEX) {
            anchors.put(new Key(list, nextStartIndex), new Anchor(last, clock.instant()));
        }
    }
}
