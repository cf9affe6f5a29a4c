package dev.rollcall.entra.graph;

import dev.rollcall.entra.cycle.CycleChoice;
import dev.rollcall.entra.cycle.CycleListener;
import dev.rollcall.entra.definition.JobException;
import dev.rollcall.entra.job.JobFolder;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs the cycles of a job at its interval in a thread of its own, from {@link #start} to {@link #pause}. What goes wrong with a
 * cycle is told, and the next one is tried. Safe for use by many threads.
 */
final class JobSchedule implements AutoCloseable {
    private final JobFolder job;
    private final Consumer<String> told;
    /** Changed under the monitor; read without it, so that nobody who only looks waits for a cycle to end. */
    private volatile Optional<Thread> runner = Optional.empty();

    /** @param told hears what cannot be run, a sentence each */
    JobSchedule(JobFolder job, Consumer<String> told) {
        this.job = job;
        this.told = told;
    }

    /** Runs a cycle at once and then at the interval; nothing when it does already. */
    synchronized void start() {
        if (!isActive()) {
            runner = Optional.of(Thread.ofPlatform().daemon().name("entra-cycles").start(this::cycles));
        }
    }

    /** Stops and waits until what was begun is finished and saved. */
    synchronized void pause() {
        runner.ifPresent(thread -> {
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        runner = Optional.empty();
    }

    boolean isActive() {
        return runner.filter(Thread::isAlive).isPresent();
    }

    private void cycles() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                long begin = System.nanoTime();
                attempt();
                Duration rest = job.job().interval().minusNanos(System.nanoTime() - begin);
                Thread.sleep(rest.isPositive() ? rest : Duration.ZERO);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (JobException e) {
            told.accept(e.getMessage() + " No more cycles are run; start the job again.");
        } catch (RuntimeException e) {
            told.accept("A cycle failed, which should not happen: " + e
                    + ". No more cycles are run; please report it, and start the job again.");
        }
    }

    private void attempt() {
        try {
            job.run(CycleChoice.AUTOMATIC, CycleListener.NONE);
        } catch (JobException e) {
            told.accept(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        pause();
    }
}
