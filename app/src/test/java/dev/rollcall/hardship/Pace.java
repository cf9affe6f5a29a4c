package dev.rollcall.hardship;

import java.util.stream.DoubleStream;

/**
 * How long requests of one kind took.
 *
 * @param median in milliseconds, as the others
 */
record Pace(String name, int requests, double median, double p99, double longest) {

    static Pace of(String name, DoubleStream millis) {
        double[] times = millis.sorted().toArray();
        return times.length == 0
                ? new Pace(name, 0, 0, 0, 0)
                : new Pace(name, times.length, times[times.length / 2], times[times.length * 99 / 100],
                        times[times.length - 1]);
    }

    @Override
    public String toString() {
        return requests == 0
                ? "no " + name
                : "%d %s, p50 %.1f ms, p99 %.1f ms, longest %.1f ms".formatted(requests, name, median, p99, longest);
    }
}
