package dev.rollcall.outbound.sync;

import dev.rollcall.directory.stream.DeliveryPolicy;
import dev.rollcall.outbound.delivery.DeliveryOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How long a target is left alone to which a sync sends by itself: as it asks for, as the stream paces it, and while it is not well. */
final class TargetPatience {
    /** For how long a target is left alone at most that asks for it. */
    static final Duration LONGEST_HOLD = Duration.ofHours(1);

    /** And one that only is not well, where the stream's own delays do not end sooner. */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private static final long SECOND = 1_000_000_000;

    private final DeliveryPolicy policy;
    private final Optional<Integer> rate;
    private final LongSupplier nanos;
    private Optional<Long> end = Optional.empty();
    private int failures;

    /**
     * For one target.
     *
     * @param rate requests a second
     * @param nanos a time that only goes forward, in nanoseconds
     */
    TargetPatience(DeliveryPolicy policy, Optional<Integer> rate, LongSupplier nanos) {
        this.policy = policy;
        this.rate = rate;
        this.nanos = nanos;
    }

    /** Whether something may be sent now. */
    boolean isOver() {
        return end.filter(moment -> nanos.getAsLong() - moment < 0).isEmpty();
    }

    /**
     * Begins a pause after a round, or none.
     *
     * @param worst what spoke of the target as a whole
     * @param nothingEnded whether the round came to nothing for anybody
     * @param requests how many the round took
     * @throws SyncStoppedException when it has come to nothing too often in a row
     */
    void after(Optional<DeliveryOutcome.Later> worst, boolean nothingEnded, int requests) {
        failures = worst.isPresent() && nothingEnded ? failures + 1 : 0;
        if (failures >= SyncRunner.PATIENCE) {
            throw new SyncStoppedException("The target is not well: " + worst.orElseThrow().cause()
                    + ". What was sent is there. When it is well again, call sync --apply once more.");
        }
        long held = worst.map(later -> later.retryAfter()
                .map(wanted -> wanted.compareTo(LONGEST_HOLD) < 0 ? wanted.toNanos() : LONGEST_HOLD.toNanos())
                .orElseGet(this::backoff)).orElse(0L);
        long paced = rate.map(perSecond -> requests * SECOND / perSecond).orElse(0L);
        long pause = Math.max(held, paced);
        end = pause == 0 ? Optional.empty() : Optional.of(nanos.getAsLong() + pause);
    }

    private long backoff() {
        double grown = policy.firstDelay().toNanos() * Math.pow(policy.factor(), Math.max(0, failures - 1));
        return (long) Math.min(grown, Math.min(policy.longestDelay().toNanos(), LONGEST_WAIT.toNanos()));
    }
}
