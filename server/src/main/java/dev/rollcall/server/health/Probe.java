package dev.rollcall.server.health;

import dev.rollcall.server.incident.IncidentLog;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at one part, on a thread of its own, so that a part that hangs is said to hang.
 *
 * <p>Guarantees: never more than one look is under way, and never more than one begins within the freshness, however many
 * ask. Safe for use by many threads.
 */
final class Probe {
    private static final Logger LOGGER = LoggerFactory.getLogger(Probe.class);

    /** A look that takes longer than this has found a problem. */
    private static final Duration LATE = Duration.ofSeconds(2);

    private final HealthPart part;
    private final Duration freshness;
    private final IncidentLog log;
    private final LongSupplier nanoTime;
    private CompletableFuture<Optional<String>> look = new CompletableFuture<>();
    private long begun;
    private boolean looked;

    Probe(HealthPart part, Duration freshness, IncidentLog log, LongSupplier nanoTime) {
        this.part = part;
        this.freshness = freshness;
        this.log = log;
        this.nanoTime = nanoTime;
    }

    /** Begins to look, unless a look is under way or was just taken. */
    synchronized void begin() {
        long now = nanoTime.getAsLong();
        if (!looked || look.isDone() && now - begun >= freshness.toNanos()) {
            looked = true;
            begun = now;
            CompletableFuture<Optional<String>> next = new CompletableFuture<>();
            look = next;
            Thread.ofVirtual().name("health-" + part.name()).start(() -> look(next));
        }
    }

    /** What the look that was begun last finds; waits for it at most until then. */
    PartState state(long deadline) {
        try {
            long left = Math.max(0, deadline - nanoTime.getAsLong());
            return new PartState(part.name(), current().get(left, TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return down("It does not answer. If it lasts, look at the load of the machine and its disk, and restart the"
                    + " service.");
        } catch (ExecutionException e) {
            return down("It could not be looked at; the server's log has the cause.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return down("The look at it was interrupted. Ask again.");
        }
    }

    String name() {
        return part.name();
    }

    /** What the last finished look found, while the one that is under way does not take too long. Begins one if due. */
    boolean seemsUp() {
        begin();
        CompletableFuture<Optional<String>> current = current();
        return current.isDone()
                ? !current.isCompletedExceptionally() && current.getNow(Optional.of("")).isEmpty()
                : !isLate();
    }

    private synchronized boolean isLate() {
        return nanoTime.getAsLong() - begun > LATE.toNanos();
    }

    private synchronized CompletableFuture<Optional<String>> current() {
        return look;
    }

    private void look(CompletableFuture<Optional<String>> result) {
        try {
            result.complete(part.problem().get());
        } catch (Throwable e) {
            log.report(LOGGER, "health " + part.name(), "The part " + part.name() + " cannot be looked at", e);
            result.completeExceptionally(e);
        }
    }

    private PartState down(String problem) {
        return new PartState(part.name(), Optional.of(problem));
    }
}
