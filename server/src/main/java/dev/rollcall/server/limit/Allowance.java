package dev.rollcall.server.limit;

import java.time.Duration;
import java.util.Optional;

/**
 * What is left of an allowance after a request has asked for its part of it.
 *
 * @param delay for how long whoever was refused waits; empty for a request that may pass
 * @param burst how many may come at once after a pause
 * @param left how many of them may come now
 * @param fullIn when all of them may come again
 */
public record Allowance(Optional<Duration> delay, int burst, int left, Duration fullIn) {}
