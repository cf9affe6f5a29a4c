package dev.rollcall.directory;

import dev.rollcall.directory.storage.IndexKeys;
import dev.rollcall.directory.storage.KnownResource;
import dev.rollcall.directory.storage.OverlayStretch;
import dev.rollcall.directory.storage.OwnedResource;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.ResourceStretch;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StoredResource;
import dev.rollcall.directory.storage.WriteSession;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A storage that measures what the directory asks of it: how much at once, and what is done while the store works. */
final class WatchedStorage {
    /** A stretch of a list is read. */
    static final String STRETCH = "a stretch";

    /** A resource's row is inserted or updated. */
    static final String ROW = "a row";

    /** A transaction that writes. */
    static final String WRITE = "write";

    private final Storage storage;
    private final AtomicLong largestStretch = new AtomicLong();
    private final AtomicInteger mostNamed = new AtomicInteger();
    private final AtomicLong largestReading = new AtomicLong();
    private final AtomicLong largestOverlays = new AtomicLong();
    private final AtomicInteger mostRows = new AtomicInteger();
    private final ThreadLocal<Boolean> writing = ThreadLocal.withInitial(() -> false);
    private volatile Consumer<String> listener = method -> {};
    private volatile Consumer<Set<String>> afterWrites = methods -> {};

    WatchedStorage(Storage storage) {
        this.storage = storage;
    }

    /** The storage to work on. */
    Storage storage() {
        return watched(Storage.class, storage, new Work(ConcurrentHashMap.newKeySet()));
    }

    /** Bytes of documents that one statement gave at most. */
    long largestStretch() {
        return largestStretch.get();
    }

    /** Rows of anything but resources that one transaction or snapshot was given at most. */
    int mostRows() {
        return mostRows.get();
    }

    /** Ids, values or members that were named in one transaction or snapshot at most. */
    int mostNamed() {
        return mostNamed.get();
    }

    /** Bytes of single resources that were read one by one in one snapshot at most. */
    long largestReading() {
        return largestReading.get();
    }

    /** Bytes of what only the product has of people that were read for all of a page in one snapshot at most. */
    long largestOverlays() {
        return largestOverlays.get();
    }

    /** Whether this thread is doing a write's work. */
    boolean writing() {
        return writing.get();
    }

    /**
     * Is told before each call of the storage and its sessions what it is: {@link #STRETCH}, {@link #ROW}, {@link #WRITE}, or
     * the method's name. A transaction is told on its caller's thread, what is done in it perhaps on another one.
     */
    void listen(Consumer<String> calls) {
        listener = calls;
    }

    /**
     * Is told after a write has become durable what was called in it; what it throws, the caller gets.
     */
    void listenAfterWrites(Consumer<Set<String>> calls) {
        afterWrites = calls;
    }

    /** What was measured so far is forgotten. */
    void forget() {
        largestStretch.set(0);
        mostRows.set(0);
        mostNamed.set(0);
        largestReading.set(0);
        largestOverlays.set(0);
    }

    /** One transaction or snapshot. */
    private static final class Work {
        private final Set<String> calls;
        private long bytes;
        private long overlays;
        private int rows;
        private int named;

        Work(Set<String> calls) {
            this.calls = calls;
        }
    }

    private <T> T watched(Class<T> type, Object target, Work work) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type},
                (proxy, method, arguments) -> call(target, method, arguments == null ? new Object[0] : arguments,
                        work)));
    }

    private @Nullable Object call(Object target, Method method, Object[] arguments, Work work) throws Throwable {
        Object[] passed = arguments.clone();
        Set<String> calls = ConcurrentHashMap.newKeySet();
        boolean writes = method.getName().equals(WRITE);
        for (int i = 0; i < passed.length; i++) {
            if (passed[i] instanceof Function<?, ?> function) {
                passed[i] = watched(function, writes, calls);
            } else if (passed[i] instanceof Collection<?> names) {
                work.named += names.size();
                mostNamed.accumulateAndGet(work.named, Math::max);
            }
        }
        listener.accept(event(method));
        try {
            Object result = method.invoke(target, passed);
            if (!(target instanceof Storage)) {
                measure(result, work);
            }
            work.calls.add(event(method));
            if (writes) {
                afterWrites.accept(calls);
            }
            return result != null && isPart(method.getReturnType())
                    ? watched(method.getReturnType(), result, work)
                    : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @SuppressWarnings("unchecked")
    private Function<Object, Object> watched(Function<?, ?> function, boolean writes, Set<String> calls) {
        return session -> {
            Class<?> type = writes ? WriteSession.class : ReadSession.class;
            writing.set(writes);
            try {
                return ((Function<Object, Object>) function).apply(watched(type, session, new Work(calls)));
            } finally {
                writing.set(false);
            }
        };
    }

    private static String event(Method method) {
        if (method.getReturnType().equals(ResourceStretch.class)) {
            return STRETCH;
        }
        return List.of(method.getParameterTypes()).contains(IndexKeys.class) ? ROW : method.getName();
    }

    private static boolean isPart(Class<?> type) {
        return type.isInterface() && type.getPackage().equals(Storage.class.getPackage());
    }

    private void measure(@Nullable Object result, Work work) {
        switch (result) {
            case ResourceStretch stretch -> largestStretch.accumulateAndGet(bytes(stretch.resources()), Math::max);
            case OverlayStretch overlays -> {
                work.overlays += overlays.bytes();
                largestOverlays.accumulateAndGet(work.overlays, Math::max);
            }
            case Optional<?> found when found.orElse(null) instanceof StoredResource resource -> {
                work.bytes += resource.document().length;
                largestReading.accumulateAndGet(work.bytes, Math::max);
            }
            case Optional<?> found when found.orElse(null) instanceof KnownResource known -> {
                work.bytes += known.resource().document().length;
                largestReading.accumulateAndGet(work.bytes, Math::max);
            }
            case Optional<?> found when found.orElse(null) instanceof OwnedResource owned -> {
                work.bytes += owned.resource().document().length;
                largestReading.accumulateAndGet(work.bytes, Math::max);
            }
            case List<?> list -> {
                work.rows += list.size();
                mostRows.accumulateAndGet(work.rows, Math::max);
            }
            case null, default -> {
                // Nothing that grows.
            }
        }
    }

    private static long bytes(List<StoredResource> resources) {
        return resources.stream().mapToLong(resource -> resource.document().length).sum();
    }
}
