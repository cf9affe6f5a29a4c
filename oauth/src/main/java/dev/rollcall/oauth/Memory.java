package dev.rollcall.oauth;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was found lately, at most so many entries; of more, that one goes that was not asked for for the longest. Safe for use by
 * many threads.
 */
final class Memory<K, V> {
    private final Map<K, V> entries;

    Memory(int most) {
        entries = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    Optional<V> find(K key) {
        synchronized (entries) {
            return Optional.ofNullable(entries.get(key));
        }
    }

    void put(K key, V value) {
        synchronized (entries) {
            entries.put(key, value);
        }
    }

    void forget(K key) {
        synchronized (entries) {
            entries.remove(key);
        }
    }
}
