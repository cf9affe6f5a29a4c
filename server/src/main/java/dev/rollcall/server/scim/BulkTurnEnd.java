package dev.rollcall.server.scim;

import dev.rollcall.directory.resource.Presence;
import dev.rollcall.directory.resource.TurnWait;
import dev.rollcall.scim.ScimException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Ends the turn of a bulk request before all of its operations were begun: when it has lasted too long, with what others had of it
 * between two operations, or its client has left.
 * Confined to one thread; the turn begins when this is made.
 */
final class BulkTurnEnd {
    private final Presence client;
    private final Predicate<Duration> othersFirst;
    private final Duration longest;
    private final LongSupplier nanoTime;
    private final long begun;
    private long looked;
    private boolean first = true;

    /**
     * @param client looked after four times a second at most
     * @param othersFirst lets others have the turn for so long at most; whether it came again
     * @param longest the setting {@code limits.bulk-turn}
     * @param nanoTime a clock that only goes forward, in nanoseconds
     */
    BulkTurnEnd(
            Presence client, Predicate<Duration> othersFirst, Duration longest, LongSupplier nanoTime) {
        this.client = client;
        this.othersFirst = othersFirst;
        this.longest = longest;
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
        this.looked = begun;
    }

    /** Lets others go first, but before the first operation, and says why the turn is over; empty while it is not. */
    Optional<ScimException> reached() {
        boolean cameAgain = first || left().isPositive() && othersFirst.test(left());
        first = false;
        long now = nanoTime.getAsLong();
        if (cameAgain && left().isPositive() && now - looked < TurnWait.LOOK.toNanos()) {
            return Optional.empty();
        }
        looked = now;
        if (!client.isThere()) {
            return Optional.of(ScimException.of(TurnWait.LEFT_STATUS,
                    "The operation was not begun, because the client had closed its connection. Send it again."));
        }
        if (cameAgain && left().isPositive()) {
            return Optional.empty();
        }
        return Optional.of(ScimException.of(503,
                "The operation was not begun, because the bulk request had been worked for " + longest.toSeconds()
                        + " s by then (limits.bulk-turn), or others that waited had the turn meanwhile. Send it again, with fewer"
                        + " operations in one request."));
    }

    private Duration left() {
        return longest.minusNanos(nanoTime.getAsLong() - begun);
    }
}
