package dev.rollcall.hardship;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Several who work at the same time, each on a thread of its own; all begin at the same moment. */
final class Crowd implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch start = new CountDownLatch(1);
    private final List<Future<?>> members = new ArrayList<>();

    /** What one of them does. */
    interface Task {
        void run() throws Exception;
    }

    /** Adds so many who do the same. */
    Crowd add(int number, Task task) {
        for (int i = 0; i < number; i++) {
            add(task);
        }
        return this;
    }

    /** Adds one. */
    Crowd add(Task task) {
        members.add(threads.submit(() -> {
            start.await();
            task.run();
            return true;
        }));
        return this;
    }

    /** Lets them go. */
    Crowd go() {
        start.countDown();
        return this;
    }

    /** Waits for all of them; fails as the first of them that failed. */
    void join() throws Exception {
        for (Future<?> member : members) {
            get(member);
        }
    }

    /** What each of so many returns who begin at the same moment. */
    static <T> List<T> results(int number, IntFunction<T> task) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < number; i++) {
                int index = i;
                Callable<T> call = () -> {
                    start.await();
                    return task.apply(index);
                };
                futures.add(threads.submit(call));
            }
            start.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(get(future));
            }
            return results;
        }
    }

    /** Ends those who have not begun, and waits for the others. */
    @Override
    public void close() {
        go();
        threads.close();
    }

    private static <T> T get(Future<T> future) throws Exception {
        try {
            return future.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Error error -> throw error;
                case Exception exception -> throw exception;
                case null, default -> throw e;
            }
        }
    }
}
