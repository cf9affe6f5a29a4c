package dev.rollcall.store.health;

import dev.rollcall.directory.failure.FailureReports;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.StorageException.Kind;
import dev.rollcall.directory.storage.StorageWork;
import dev.rollcall.store.StoreOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * When a store last committed, and whether its disk was full since. Tells the operator of failures, a line a minute for
 * each kind, so that nobody above has to.
 */
public final class Pulse {
    /** A full disk that nobody met again for so long may have room by now: the next write tells. */
    static final Duration MEMORY_OF_A_FULL_DISK = Duration.ofMinutes(1);

    private final LongSupplier nanos;
    private final FailureReports reports;
    private final AtomicReference<Optional<Long>> lastCommit = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Long>> diskFull = new AtomicReference<>(Optional.empty());

    private final LongAdder commits = new LongAdder();
    private final LongAdder commitNanos = new LongAdder();
    private final LongAdder refused = new LongAdder();

    /** Of a store that has just been opened. */
    public Pulse(StoreOptions options) {
        this.nanos = options.nanos();
        this.reports = new FailureReports(System.getLogger("dev.rollcall.store"), nanos);
    }

    /** Makes a transaction durable by that, and takes note of it. */
    public void commit(Runnable commit) {
        long begin = nanos.getAsLong();
        commit.run();
        commits.increment();
        commitNanos.add(nanos.getAsLong() - begin);
        lastCommit.set(Optional.of(nanos.getAsLong()));
        diskFull.set(Optional.empty());
    }

    /** Takes note of a failure, and tells of it. */
    public void failed(StorageException failure) {
        if (failure.kind() == Kind.OVERLOADED) {
            refused.increment();
        }
        if (failure.kind() == Kind.DISK_FULL) {
            diskFull.set(Optional.of(nanos.getAsLong()));
        }
        reports.report(failure.kind().name(), "The store failed: " + failure.getMessage(), failure);
    }

    /** A thread of the store met what it should never meet; it goes on. */
    public void lost(String thread, Throwable failure) {
        reports.report(thread, "The thread " + thread + " of the store failed and goes on: " + failure, failure);
    }

    /** What was done since the store was opened, and what the connections do now. */
    public StorageWork work(List<StorageWork.Connections> connections) {
        return new StorageWork(commits.sum(), Duration.ofNanos(commitNanos.sum()), refused.sum(), connections);
    }

    /** How long ago the last commit was. */
    public Optional<Duration> sinceCommit() {
        return lastCommit.get().map(this::since);
    }

    /** Whether the disk was full a short time ago and no commit came since. */
    public boolean isDiskFull() {
        return diskFull.get().map(this::since).filter(s -> s.compareTo(MEMORY_OF_A_FULL_DISK) < 0).isPresent();
    }

    private Duration since(long time) {
        return Duration.ofNanos(nanos.getAsLong() - time);
    }
}
