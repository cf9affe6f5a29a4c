package dev.rollcall.entra.cycle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Works on a list with a bounded number of virtual threads and hands on the results one by one in the list's order.
 * Results that wait for an earlier one are bounded by the window.
 */
final class OrderedParallel<T, R> {
    private final List<T> items;
    private final int window;
    private final Function<T, R> work;
    private final Consumer<R> inOrder;
    private final Runnable stopping;
    private final Map<Integer, Optional<R>> waiting = new HashMap<>();
    private int taken;
    private int emitted;
    private @Nullable Throwable failure;

    private OrderedParallel(
            List<T> items, int window, Function<T, R> work, Consumer<R> inOrder, Runnable stopping) {
        this.items = items;
        this.window = window;
        this.work = work;
        this.inOrder = inOrder;
        this.stopping = stopping;
    }

    /**
     * Does the work and returns when all of it is done and handed on. After a failure nothing more is begun; what was
     * begun is finished and handed on, and then the failure is thrown. An interruption is a failure too, a
     * {@link StoppedException}.
     *
     * @param stopping is done at an interruption, so that what was begun can come to its end sooner
     */
    static <T, R> void run(
            List<T> items, int workers, int window, Function<T, R> work, Consumer<R> inOrder, Runnable stopping) {
        OrderedParallel<T, R> run = new OrderedParallel<>(items, Math.max(window, workers), work, inOrder, stopping);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Math.min(workers, items.size()); i++) {
            threads.add(Thread.ofVirtual().name("job-" + i).start(run::work));
        }
        threads.forEach(run::join);
        run.rethrow();
    }

    private void work() {
        for (int index = take(); index >= 0; index = take()) {
            Optional<R> result = Optional.empty();
            try {
                result = Optional.of(work.apply(items.get(index)));
            } catch (RuntimeException | Error e) {
                fail(e);
            }
            finish(index, result);
        }
    }

    private synchronized int take() {
        while (failure == null && taken < items.size() && taken - emitted >= window) {
            try {
                wait();
            } catch (InterruptedException e) {
                fail(new StoppedException(e));
            }
        }
        return failure == null && taken < items.size() ? taken++ : -1;
    }

    private synchronized void finish(int index, Optional<R> result) {
        waiting.put(index, result);
        for (Optional<R> next = waiting.remove(emitted); next != null; next = waiting.remove(emitted)) {
            emitted++;
            try {
                next.ifPresent(inOrder);
            } catch (RuntimeException | Error e) {
                fail(e);
            }
        }
        notifyAll();
    }

    private synchronized void fail(Throwable thrown) {
        if (failure == null) {
            failure = thrown;
        } else if (failure != thrown) {
            failure.addSuppressed(thrown);
        }
        notifyAll();
    }

    /**
     * Waits for the thread whatever happens. An interruption becomes the failure, and not the thread's state: what is done after
     * it, as writing the state, must not be interrupted again.
     */
    private void join(Thread thread) {
        while (true) {
            try {
                thread.join();
                return;
            } catch (InterruptedException e) {
                fail(new StoppedException(e));
                stopping.run();
            }
        }
    }

    private synchronized void rethrow() {
        switch (failure) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> {}
        }
    }
}
