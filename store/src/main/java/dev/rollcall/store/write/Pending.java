package dev.rollcall.store.write;

import dev.rollcall.directory.storage.StorageException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A work that one thread hands to another one and waits for.
 *
 * @param <S> the session that it gets
 * @param <T> what it answers
 */
public final class Pending<S, T extends @Nullable Object> {
    private final Function<S, T> work;
    private final CountDownLatch answered = new CountDownLatch(1);
    private @Nullable T result;
    private @Nullable Throwable failure;

    /** A work that waits to be run. */
    public Pending(Function<S, T> work) {
        this.work = work;
    }

    /** Runs it and keeps what it returns; its exception is the caller's. */
    public void run(S session) {
        failure = null;
        result = work.apply(session);
    }

    /** Keeps why it failed, instead of a result. */
    public void fail(Throwable reason) {
        failure = reason;
    }

    /** Lets the one who waits go on. */
    public void answer() {
        answered.countDown();
    }

    /** Whether it was answered. */
    public boolean isAnswered() {
        return answered.getCount() == 0;
    }

    /**
     * Waits for the answer. An interruption does not cut the waiting short, because the work may already be durable; the
     * thread stays marked as interrupted.
     */
    public T await() {
        boolean interrupted = false;
        while (true) {
            try {
                answered.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return outcome();
    }

    @SuppressWarnings("NullAway") // T may itself be nullable; the work decides.
    private T outcome() {
        return switch (failure) {
            case null -> result;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new StorageException("A work failed: " + e.getMessage(), e);
        };
    }
}
