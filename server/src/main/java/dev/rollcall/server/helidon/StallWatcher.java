package dev.rollcall.server.helidon;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks at all connections four times a second, so that no client can hold a thread by sending or reading nothing. */
final class StallWatcher implements AutoCloseable {
    private static final long PERIOD_MILLIS = 250;

    private final Set<StallWatch> watches = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("rollcall-stall-watcher").factory());

    void start() {
        timer.scheduleWithFixedDelay(this::check, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    void add(StallWatch watch) {
        watches.add(watch);
    }

    void remove(StallWatch watch) {
        watches.remove(watch);
    }

    private void check() {
        long now = System.nanoTime();
        watches.forEach(watch -> watch.check(now));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
