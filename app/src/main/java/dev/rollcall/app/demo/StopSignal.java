package dev.rollcall.app.demo;

import dev.rollcall.app.terminal.ExitCode;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Ctrl-C, which ends the process in order and with exit code 0, as long as this is open. */
final class StopSignal implements AutoCloseable {
    private final AtomicBoolean came = new AtomicBoolean();
    private final Thread hook;

    private StopSignal(Runnable cleaning) {
        hook = new Thread(() -> {
            came.set(true);
            cleaning.run();
            // A JVM that a signal ends would exit with 128 and the signal's number, although all was finished well.
            Runtime.getRuntime().halt(ExitCode.DONE);
        }, "stop");
    }

    /** @param cleaning what is done when the signal comes */
    static StopSignal onWhich(Runnable cleaning) {
        StopSignal signal = new StopSignal(cleaning);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    /** Does the work. When it fails because the signal took away what it needs, there is nothing to tell any more. */
    boolean run(BooleanSupplier work) {
        try {
            return work.getAsBoolean();
        } catch (RuntimeException e) {
            if (came.get()) {
                await();
            }
            throw e;
        }
    }

    /** Waits for the signal, or until the thread is interrupted; then it is not interrupted any more. */
    void await() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            // The wish to stop is fulfilled by returning; on an interrupted thread the server could not stop in order.
            return;
        }
    }

    @Override
    public void close() {
        if (!came.get()) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
