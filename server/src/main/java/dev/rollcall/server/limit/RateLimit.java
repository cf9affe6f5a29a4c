package dev.rollcall.server.limit;

/**
 * How many requests one connection may send.
 *
 * @param perSecond requests a second in the long run; the setting {@code limits.rate-per-second}
 * @param burst how many may come at once after a pause; the setting {@code limits.rate-burst}
 */
public record RateLimit(double perSecond, int burst) {
    public RateLimit {
        if (!(perSecond > 0) || burst < 1) {
            throw new IllegalArgumentException(
                    "limits.rate-per-second must be above 0 and limits.rate-burst at least 1.");
        }
    }
}
