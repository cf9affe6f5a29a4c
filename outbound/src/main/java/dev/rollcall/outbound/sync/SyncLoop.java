package dev.rollcall.outbound.sync;

import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.SyncJob;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Runs whatever syncs somebody has begun, one piece of each after the other, on one thread; those as well that another process has
 * left unfinished. While there is none it looks once a second and writes nothing.
 */
public final class SyncLoop implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(SyncLoop.class.getName());
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration WAIT = Duration.ofMillis(200);
    private static final Duration END = Duration.ofSeconds(5);

    private final Storage storage;
    private final SyncRunner runner;
    private final Thread thread;
    private volatile boolean closed;
    private volatile Optional<String> problem = Optional.empty();

    /** Starts it. @param runner closed with the loop */
    public SyncLoop(Storage storage, SyncRunner runner) {
        this.storage = storage;
        this.runner = runner;
        this.thread = Thread.ofPlatform().daemon().name("outbound-sync").start(this::run);
    }

    /** Why it does not run, in a sentence; empty while it does. */
    public Optional<String> problem() {
        return thread.isAlive() || closed ? problem
                : Optional.of("The thread of synchronisations has ended; start Rollcall again.");
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (runner) {
            while (!closed) {
                pause(turn());
            }
        }
    }

    /** One piece of each; the answer is for how long there is nothing to be done. */
    private Duration turn() {
        try {
            List<StreamId> streams = storage.read(Share.OUTBOUND, session -> session.syncs().unfinished())
                    .stream()
                    .map(SyncJob::stream)
                    .toList();
            boolean worked = false;
            boolean failed = false;
            for (StreamId stream : streams) {
                try {
                    worked |= runner.step(stream) == SyncRunner.Step.WORKED;
                } catch (RuntimeException e) {
                    if (SyncRunner.isOfTheStore(e)) {
                        throw e;
                    }
                    // Nobody thought of it. The others go on, and this one ends when it stays so.
                    failed = true;
                    LOGGER.log(System.Logger.Level.ERROR, "A synchronisation of the stream " + stream
                            + " failed in a way that nobody thought of", e);
                    problem = Optional.of("A synchronisation failed: " + e);
                }
            }
            problem = failed ? problem : Optional.empty();
            return worked ? Duration.ZERO : streams.isEmpty() || failed ? IDLE : WAIT;
        } catch (StorageException e) {
            problem = Optional.of("Synchronisations wait for the store: " + e.getMessage());
            return IDLE;
        }
    }

    private void pause(Duration time) {
        try {
            if (!time.isZero()) {
                Thread.sleep(time);
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }
}
