package dev.rollcall.benchmarks.load;

import java.time.Duration;

/**
 * How much load: so many keep-alive connections, each with one request under way, until the time or the number of requests
 * is reached. A slow operation runs on until it has been seen {@code least} times.
 */
public record Load(int connections, int least, int most, Duration time) {
    public static final int LARGEST = 5_000_000;

    public Load {
        if (connections < 1 || connections > 256) {
            throw new IllegalArgumentException("A load has 1 to 256 connections, not " + connections + ".");
        }
        if (least < 1 || most < least || most > LARGEST) {
            throw new IllegalArgumentException("A load has 1 to " + LARGEST + " requests, and the least first.");
        }
    }

    /** Requests for that long. */
    public static Load lasting(Duration time, int connections, int least) {
        return new Load(connections, least, LARGEST, time);
    }

    /** Exactly that many requests, however long they take. */
    public static Load of(int requests, int connections) {
        return new Load(Math.min(connections, requests), requests, requests, Duration.ZERO);
    }

    boolean goesOn(int sent, long elapsedNanos) {
        return sent < least || sent < most && elapsedNanos < time.toNanos();
    }
}
