package dev.rollcall.server.testing;

import dev.rollcall.directory.storage.Storage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes the writes of a store fail with what a test wants, until it wants nothing any more. */
public final class FailingWrites implements UnaryOperator<Storage> {
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    public void with(@Nullable Throwable wanted) {
        failure.set(wanted);
    }

    @Override
    public Storage apply(Storage store) {
        return (Storage) Proxy.newProxyInstance(
                Storage.class.getClassLoader(), new Class<?>[]{Storage.class}, (proxy, method, arguments) -> {
                    Throwable wanted = failure.get();
                    if (wanted != null && method.getName().equals("write")) {
                        throw wanted;
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
