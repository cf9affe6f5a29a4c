package dev.rollcall.directory;

import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.StorageHealth;
import dev.rollcall.directory.storage.WriteSession;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * A store that takes no writes in some lanes, as when it is busy or the process ends before them.
 *
 * @param lanes where writes are refused
 * @param held where they wait until they get a permit of the gate
 * @param arrived a permit for each that waits
 */
record RefusingStorage(Storage storage, Set<String> lanes, Set<String> held, Semaphore arrived, Semaphore gate)
        implements
            Storage {
    RefusingStorage(Storage storage) {
        this(storage, ConcurrentHashMap.newKeySet(), ConcurrentHashMap.newKeySet(), new Semaphore(0), new Semaphore(0));
    }

    @Override
    public <T> T write(Share share, String lane, Function<WriteSession, T> work) {
        if (lanes.contains(lane)) {
            throw new StorageException(StorageException.Kind.BUSY, "Not now.");
        }
        if (held.contains(lane)) {
            arrived.release();
            gate.acquireUninterruptibly();
        }
        return storage.write(share, lane, work);
    }

    @Override
    public <T> T read(Share share, Function<ReadSession, T> work) {
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

    /** Whoever opened the store closes it. */
    @Override
    public void close() {}
}
