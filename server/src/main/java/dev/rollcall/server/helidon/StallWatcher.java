package dev.rollcall.server.helidon;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Looks at all connections, so that no client can hold a thread by sending or reading nothing. */
final class StallWatcher {
    private final Set<StallWatch> watches = ConcurrentHashMap.newKeySet();

    void add(StallWatch watch) {
        watches.add(watch);
    }

    void remove(StallWatch watch) {
        watches.remove(watch);
    }

    /** Ends the waits that have lasted too long. */
    void check() {
        long now = System.nanoTime();
        watches.forEach(watch -> watch.check(now));
    }
}
