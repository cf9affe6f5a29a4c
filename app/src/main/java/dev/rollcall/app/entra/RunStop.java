package dev.rollcall.app.entra;

import dev.rollcall.app.terminal.Terminal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, or another end of the process, while a thread runs cycles: the thread is interrupted, and the process waits until it
 * has finished the requests in flight and saved the state, for {@link #SAVED_WITHIN} at most.
 */
final class RunStop implements AutoCloseable {
    /** A request may take 30 s, and an object may need three of them; waits that a 429 asks for end at once. */
    private static final Duration SAVED_WITHIN = Duration.ofSeconds(100);

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    private RunStop(Thread running, Terminal terminal, String next) {
        hook = new Thread(() -> stop(running, terminal, next), "stop");
    }

    /** @param next the command that goes on with what is left */
    static RunStop ofThisThread(Terminal terminal, String next) {
        RunStop stop = new RunStop(Thread.currentThread(), terminal, next);
        Runtime.getRuntime().addShutdownHook(stop.hook);
        return stop;
    }

    private void stop(Thread running, Terminal terminal, String next) {
        if (ended.getCount() == 0) {
            return;
        }
        terminal.err().println("rollcall: stopping; the requests in flight are finished and the state is saved.");
        running.interrupt();
        try {
            if (ended.await(SAVED_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                terminal.err()
                        .println("rollcall: stopped; \"" + next + "\" goes on with what is left.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process ends already, and the hook has seen that the run has ended.
            return;
        }
    }
}
