package dev.rollcall.check;

/**
 * What the endpoint did when requests came at a steady rate.
 *
 * @param asked requests a second that were sent
 * @param reached requests a second that were answered with success, from the first request to the last answer
 * @param throttled answers with 429 or 503
 * @param failed other answers without success, and requests without an answer
 */
public record RateFigures(double asked, double reached, int throttled, int failed, LatencyFigures latency) {
    /** What Entra's gallery wants of an endpoint (entra.md §2.5). */
    public static final int ENTRA_RATE = 25;
    /** So much less is put down to the measurement. */
    private static final double TOLERANCE = 0.9;

    /** Whether everything was answered, at the rate asked for. */
    public boolean isKeptUp() {
        return throttled == 0 && failed == 0 && reached >= asked * TOLERANCE;
    }
}
