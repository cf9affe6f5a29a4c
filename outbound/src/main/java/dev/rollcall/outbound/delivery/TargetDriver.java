package dev.rollcall.outbound.delivery;

/**
 * Delivers to one destination, as one revision of its stream's settings says.
 *
 * <p>Called by many threads at once, each with another subject; never twice at a time for one subject. Asks
 * {@link WorkClock#mayUse} before each request, and sends nothing when the answer is no. Writes nothing into the store: what
 * is to be kept is in the outcome.
 */
public interface TargetDriver extends AutoCloseable {

    /**
     * One run for one subject. An exception counts as {@link DeliveryOutcome.Later} in doubt, so only what nobody thought of is
     * thrown.
     */
    DeliveryOutcome deliver(DeliveryWork work, WorkClock clock);

    /** Asks the target for something harmless, to learn whether the credential is good: Done, Unauthorized or Later. */
    DeliveryOutcome probe(WorkClock clock);

    /** Lets go of connections. Called once, when no run is under way. */
    @Override
    void close();
}
