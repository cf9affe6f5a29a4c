package dev.rollcall.directory.stream;

import java.time.Duration;

/**
 * How often and how long a stream tries.
 *
 * @param firstDelay after the first failure
 * @param factor by which the delay grows with each
 * @param longestDelay to which it grows
 * @param giveUpAfter when a delivery has been tried in vain for so long, while the target takes others, it becomes a dead letter
 * @param jitter by which part of itself a delay may be longer or shorter, from 0 to 1
 * @param budget how long one run may take, which is one user, or one chunk of a group's members
 */
public record DeliveryPolicy(
        Duration firstDelay, double factor, Duration longestDelay, Duration giveUpAfter, double jitter,
        Duration budget) {
    /** From one second to three days. */
    public static final DeliveryPolicy DEFAULT = new DeliveryPolicy(Duration.ofSeconds(1), 2, Duration.ofHours(1),
            Duration.ofDays(3), 0.2, Duration.ofSeconds(10));
}
