package dev.rollcall.outbound.engine;

import dev.rollcall.directory.storage.DeliveryStore;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.StorageHealth;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.stream.HeadResult;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Function;
import java.util.function.Predicate;

/** A storage that fails where a test says so, and else does as the one behind it. */
final class FlakyStorage implements Storage {
    private final Storage storage;
    private volatile Runnable beforeRead = () -> {};
    private volatile Predicate<HeadResult> refused = _ -> false;

    FlakyStorage(Storage storage) {
        this.storage = storage;
    }

    /** Does something before each read, which may throw. */
    void beforeRead(Runnable step) {
        beforeRead = step;
    }

    /** Takes no results that are so. */
    void refuse(Predicate<HeadResult> results) {
        refused = results;
    }

    @Override
    public <T> T write(Share share, String lane, Function<WriteSession, T> work) {
        return storage.write(share, lane, session -> work.apply(refusing(session)));
    }

    @Override
    public <T> T read(Share share, Function<ReadSession, T> work) {
        beforeRead.run();
        return storage.read(share, work);
    }

    @Override
    public StorageHealth health() {
        return storage.health();
    }

    @Override
    public String engine() {
        return storage.engine();
    }

    /** Whoever has opened the one behind it closes that. */
    @Override
    public void close() {}

    private WriteSession refusing(WriteSession session) {
        return instead(WriteSession.class, session, (method, arguments) -> {
            Object answer = call(method, session, arguments);
            return answer instanceof DeliveryStore deliveries ? refusing(deliveries) : answer;
        });
    }

    private DeliveryStore refusing(DeliveryStore deliveries) {
        return instead(DeliveryStore.class, deliveries, (method, arguments) -> {
            if (method.getName().equals("finish") && refused.test((HeadResult) arguments[0])) {
                throw new StorageException("This result is not taken.");
            }
            return call(method, deliveries, arguments);
        });
    }

    private interface Step {
        Object make(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T instead(Class<T> type, T of, Step step) {
        return type.cast(Proxy.newProxyInstance(of.getClass().getClassLoader(), new Class<?>[]{type},
                (_, method, arguments) -> step.make(method, arguments == null ? new Object[0] : arguments)));
    }

    private static Object call(Method method, Object of, Object[] arguments) throws Throwable {
        try {
            return method.invoke(of, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause() == null ? failure : failure.getCause();
        }
    }
}
