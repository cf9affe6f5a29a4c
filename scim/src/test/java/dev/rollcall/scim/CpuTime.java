package dev.rollcall.scim;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.IntFunction;

/** How the processor time of a task grows with its size; other threads and the speed of the machine do not count. */
public final class CpuTime {
    private static final int TIMES = 5;

    private CpuTime() {}

    /**
     * How many times as long a task of four times the size takes: about 4 when it is linear, 16 when it is quadratic.
     *
     * @param ofSize what to run for a size; making it does not count
     */
    public static double ofFourTimes(int size, IntFunction<Runnable> ofSize) {
        Runnable small = ofSize.apply(size);
        Runnable large = ofSize.apply(4 * size);
        large.run();
        return (double) shortest(large) / shortest(small);
    }

    private static long shortest(Runnable task) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < TIMES; i++) {
            long before = threads.getCurrentThreadCpuTime();
            task.run();
            shortest = Math.min(shortest, threads.getCurrentThreadCpuTime() - before);
        }
        return Math.max(1, shortest);
    }
}
