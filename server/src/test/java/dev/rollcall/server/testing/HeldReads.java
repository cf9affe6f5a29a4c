package dev.rollcall.server.testing;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** Counts the reads of a connection's share, and keeps them waiting for as long as a test wants. */
public final class HeldReads implements UnaryOperator<Storage> {
    private final AtomicReference<Share> held = new AtomicReference<>(Share.HOUSE);
    private final AtomicInteger count = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);

    /** From now on reads of this connection wait. */
    public void hold(ConnectionId connection) {
        held.set(Share.of(connection));
    }

    /** From now on reads of this share wait. */
    public void hold(Share share) {
        held.set(share);
    }

    /** All go on. */
    public void letGo() {
        end.countDown();
    }

    /** How many reads for connections have begun. */
    public int count() {
        return count.get();
    }

    @Override
    public Storage apply(Storage store) {
        return (Storage) Proxy.newProxyInstance(
                Storage.class.getClassLoader(), new Class<?>[]{Storage.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("read") && !arguments[0].equals(Share.HOUSE)) {
                        count.incrementAndGet();
                        if (arguments[0].equals(held.get())) {
                            end.await();
                        }
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
