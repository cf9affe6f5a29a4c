package dev.rollcall.server.testing;

import dev.rollcall.directory.storage.Storage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes the writes of a store fail with what a test wants, or the reads after a write, until it wants nothing any more. */
public final class FailingWrites implements UnaryOperator<Storage> {
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private final AtomicReference<@Nullable Throwable> failureOfReads = new AtomicReference<>();
    private volatile boolean written;
    private volatile Predicate<String> lanes = lane -> true;

    /** The next write works, and all reads after it fail. */
    public void readsAfterAWrite(@Nullable Throwable wanted) {
        written = false;
        failureOfReads.set(wanted);
    }

    public void with(@Nullable Throwable wanted) {
        with(wanted, lane -> true);
    }

    /** Of the writes in such lanes. */
    public void with(@Nullable Throwable wanted, Predicate<String> inLane) {
        lanes = inLane;
        failure.set(wanted);
    }

    @Override
    public Storage apply(Storage store) {
        return (Storage) Proxy.newProxyInstance(
                Storage.class.getClassLoader(), new Class<?>[]{Storage.class}, (proxy, method, arguments) -> {
                    Throwable wanted = failure.get();
                    if (wanted != null
                            && method.getName().equals("write")
                            && lanes.test((String) arguments[1])) {
                        throw wanted;
                    }
                    Throwable ofReads = failureOfReads.get();
                    if (ofReads != null && written && method.getName().equals("read")) {
                        throw ofReads;
                    }
                    try {
                        Object result = method.invoke(store, arguments);
                        written |= method.getName().equals("write");
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
