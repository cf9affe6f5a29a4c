package dev.rollcall.server.scim;

import dev.rollcall.directory.resource.Presence;
import dev.rollcall.directory.resource.TurnWait;
import dev.rollcall.scim.ScimException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Ends the turn of a bulk request before all of its operations were begun: when it has lasted too long, or its client has left.
 * Confined to one thread; the turn begins when this is made.
 */
final class BulkTurnEnd {
    private final Presence client;
    private final Duration longest;
    private final LongSupplier nanoTime;
    private final long begun;
    private long looked;

    /**
     * @param client looked after four times a second at most
     * @param longest the setting {@code limits.bulk-turn}
     * @param nanoTime a clock that only goes forward, in nanoseconds
     */
    BulkTurnEnd(Presence client, Duration longest, LongSupplier nanoTime) {
        this.client = client;
        this.longest = longest;
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
        this.looked = begun;
    }

    /** Why the turn is over; empty while it is not. */
    Optional<ScimException> reached() {
        long now = nanoTime.getAsLong();
        if (now - begun >= longest.toNanos()) {
            return Optional.of(ScimException.of(503,
                    "The operation was not begun, because the bulk request had been worked for " + longest.toSeconds()
                            + " s by then (limits.bulk-turn). Send it again, with fewer operations in one request."));
        }
        if (now - looked < TurnWait.LOOK.toNanos()) {
            return Optional.empty();
        }
        looked = now;
        return client.isThere()
                ? Optional.empty()
                : Optional.of(ScimException.of(TurnWait.LEFT_STATUS,
                        "The operation was not begun, because the client had closed its connection. Send it again."));
    }
}
