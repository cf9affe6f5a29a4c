package dev.rollcall.store.write;

import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.store.fair.Patience;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A work that one thread hands to another one and waits for.
 *
 * <p>It has succeeded only when somebody says so: one that is answered after neither {@link #confirm} nor {@link #fail}
 * was called, because of whatever happened in between, tells its caller that the outcome is unknown. Answering, failing
 * and confirming need no memory.
 *
 * @param <S> the session that it gets
 * @param <T> what it answers
 */
public final class Pending<S, T extends @Nullable Object> {
    private final Function<S, T> work;
    private final CountDownLatch answered = new CountDownLatch(1);
    private @Nullable T result;
    private @Nullable Throwable failure;
    private boolean confirmed;

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

    /** What it did is in force, and what it returned is its result. */
    public void confirm() {
        confirmed = true;
    }

    /** Lets the one who waits go on. */
    public void answer() {
        answered.countDown();
    }

    /** Whether it was answered. */
    public boolean isAnswered() {
        return answered.getCount() == 0;
    }

    /** Whether it failed. */
    public boolean hasFailed() {
        return failure != null;
    }

    /** Waits for the answer for so long at most, even when the thread is interrupted. @return whether it came */
    public boolean awaitAnswer(Duration atMost) {
        return Patience.await(answered, atMost);
    }

    /**
     * Waits for the answer. An interruption does not cut the waiting short, because the work may already be durable; the
     * thread stays marked as interrupted.
     */
    public T await() {
        Patience.await(answered);
        return outcome();
    }

    @SuppressWarnings("NullAway") // T may itself be nullable; the work decides.
    private T outcome() {
        return switch (failure) {
            case null -> {
                if (!confirmed) {
                    throw new StorageException(StorageException.Kind.OUTCOME_UNKNOWN, "The store failed in the middle"
                            + " of a work; whether it was written is unknown. Read the resource before you write it"
                            + " again.");
                }
                yield result;
            }
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new StorageException("A work failed: " + e.getMessage(), e);
        };
    }
}
