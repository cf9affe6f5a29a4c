package dev.rollcall.benchmarks.outbound;

import dev.rollcall.benchmarks.load.LoadException;
import dev.rollcall.benchmarks.process.Progress;
import dev.rollcall.benchmarks.process.ServerProcess;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How long a server took to deliver what was queued, and what that cost.
 *
 * @param processor what the server computed meanwhile
 * @param memoryBefore the server's resident memory with the queue, before it delivered, in MiB
 * @param mostMemory the most of it meanwhile
 */
record Drain(Duration elapsed, Duration processor, long memoryBefore, long mostMemory) {
    private static final Duration TELL = Duration.ofSeconds(5);
    private static final int LOOK_MILLIS = 20;

    /**
     * Measures one.
     *
     * @param begin lets the server begin
     * @param done whether everything is delivered
     * @param written what the target has been sent, to be told of meanwhile
     * @throws LoadException when it is not done in time
     */
    static Drain measure(
            ServerProcess server, Runnable begin, BooleanSupplier done, LongSupplier written, Duration patience) {
        long before = server.residentMegabytes();
        long most = before;
        Duration computed = server.processorTime();
        long start = System.nanoTime();
        long told = start;
        begin.run();
        while (!done.getAsBoolean()) {
            pause();
            most = Math.max(most, server.residentMegabytes());
            long now = System.nanoTime();
            if (now - told > TELL.toNanos()) {
                told = now;
                Progress.say("%,d writes at the target; %d MiB", written.getAsLong(), most);
            }
            if (now - start > patience.toNanos()) {
                throw new LoadException("Not everything is delivered after " + patience + ".");
            }
        }
        return new Drain(Duration.ofNanos(System.nanoTime() - start), server.processorTime().minus(computed), before,
                most);
    }

    /** Prints it as a table of one row, and whether so many a second are as many as they must be. */
    void print(String what, String unit, long number, double floor) {
        double seconds = elapsed.toNanos() / 1e9;
        double rate = number / seconds;
        System.out.printf(Locale.ROOT,
                "%n| %s | time | %s a second | floor |  | server's processor a piece | memory before | most memory |%n",
                what, unit);
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
        System.out.printf(Locale.ROOT, "| %,d %s | %.1f s | %,.0f | %,.0f | %s | %.0f µs | %d MiB | %d MiB |%n", number,
                unit, seconds, rate, floor, rate >= floor ? "met" : "**not met**",
                processor.toNanos() / 1e3 / number, memoryBefore, mostMemory);
    }

    /** Waits until something is so. @throws LoadException when it is not so in time */
    static void until(BooleanSupplier so, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (!so.getAsBoolean()) {
            pause();
            if (System.nanoTime() > end) {
                throw new LoadException("It is not so after " + patience + ".");
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("Interrupted.", e);
        }
    }
}
