package dev.rollcall.server.helidon;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what has to be looked at four times a second, whatever goes wrong in it. */
final class RegularChecks implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(RegularChecks.class);
    private static final Duration PERIOD = Duration.ofMillis(250);

    /** Without a look for so long, nobody ends the connections of clients that hold them by silence. */
    private static final Duration LATE = Duration.ofSeconds(10);

    private final List<Runnable> tasks;
    private volatile long lookedAt = System.nanoTime();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("rollcall-connections").factory());

    RegularChecks(List<Runnable> tasks) {
        this.tasks = List.copyOf(tasks);
    }

    void start() {
        timer.scheduleWithFixedDelay(this::round, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether it has looked a short time ago. */
    boolean areAlive() {
        return System.nanoTime() - lookedAt < LATE.toNanos();
    }

    private void round() {
        tasks.forEach(RegularChecks::run);
        lookedAt = System.nanoTime();
    }

    /** The timer drops a task that throws, and nothing else guards the connections. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            LOGGER.error("The connections could not be looked at; it is tried again in a quarter of a second", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
