package dev.rollcall.outbound.engine;

import dev.rollcall.directory.stream.DeliveryPolicy;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long the next try waits: the first delay, times the factor for each try after the first, at most the longest delay; each
 * moved by a random part of itself, so that what failed together does not come back together.
 */
final class RetrySchedule {
    private final RandomGenerator random;

    RetrySchedule(RandomGenerator random) {
        this.random = random;
    }

    /** @param tries how many have failed, 1 or more */
    Duration delay(DeliveryPolicy policy, int tries) {
        double grown = policy.firstDelay().toMillis() * Math.pow(policy.factor(), Math.min(tries, 1_000) - 1.0);
        double capped = Math.min(grown, policy.longestDelay().toMillis());
        double moved = capped * (1 + policy.jitter() * (2 * random.nextDouble() - 1));
        return Duration.ofMillis(Math.max(1, Math.round(moved)));
    }
}
