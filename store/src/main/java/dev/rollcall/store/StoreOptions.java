package dev.rollcall.store;

import dev.rollcall.setting.Setting;
import dev.rollcall.setting.SettingList;
import dev.rollcall.setting.SettingValues;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The limits of the store.
 *
 * @param groupCommitSize how many waiting writes at most become one transaction (256)
 * @param groupCommitTime after how long a transaction takes no further writes in, so that none holds the others for
 *     long (20 ms)
 * @param readers connections for reading on SQLite (4)
 * @param poolSize connections for reading, and as many for writing, on PostgreSQL (10)
 * @param busyTimeout how long to wait for another process that writes to the same SQLite file, for a connection of the
 *     pool, and for a turn to be run at all (10 s)
 * @param waitingWorks how many works of one share wait for their turn to read, and as many to write; more are refused
 *     (1,024)
 * @param diskReserve how many bytes free on the disk of the data folder the store wants to be called well (32 MiB)
 * @param attempts how often a write runs at most while its row keeps changing under it (20)
 * @param sweepSize how many rows one piece of upkeep removes at most (2,000)
 * @param stagingLifetime how long membership rows that no group came to use are kept (24 h)
 * @param typeBytes what is remembered of the schemas and resource types that connections declare, in bytes (16 MiB)
 * @param clock for retention
 * @param nanos a time that only goes forward, in nanoseconds, for everything that waits or takes turns
 * @param random for the spread of repeated attempts; used by several threads
 */
public record StoreOptions(
        int groupCommitSize,
        Duration groupCommitTime,
        int readers,
        int poolSize,
        Duration busyTimeout,
        int waitingWorks,
        long diskReserve,
        int attempts,
        int sweepSize,
        Duration stagingLifetime,
        long typeBytes,
        Clock clock,
        LongSupplier nanos,
        RandomGenerator random) {
    public static final SettingList SETTINGS = new SettingList();

    static final Setting<Integer> POOL_SIZE = SETTINGS.number("store.pool-size", 10, 2, 1_000,
            "How many connections to PostgreSQL are kept.");
    static final Setting<Duration> BUSY_TIMEOUT = SETTINGS.duration("store.busy-timeout", "10s", "1s", "5m",
            "How long a request waits for the database: for its turn, for a connection, and for a lock.");
    static final Setting<Integer> WAITING_REQUESTS = SETTINGS.number("store.waiting-requests", 1_024, 8, 100_000,
            "How many reads, and how many writes, of one connection wait for the database; more are answered 503.");
    static final Setting<Long> DISK_RESERVE = SETTINGS.largeSize("store.disk-reserve", "32MiB", "1MiB", "1024GiB",
            "With less room on the disk of the data folder, /health/ready says so.");

    static final Setting<Long> SCHEMA_MEMORY = SETTINGS.largeSize("store.schema-memory", "16MiB", "64KiB", "64GiB",
            "How much of the heap the schemas and resource types may take that connections declare; what does not fit is read "
                    + "again for each request.");

    public StoreOptions {
        if (groupCommitSize < 1 || readers < 1 || poolSize < 1 || waitingWorks < 1 || attempts < 1 || sweepSize < 1) {
            throw new IllegalArgumentException("Sizes in the store's options are at least 1.");
        }
    }

    /** The defaults. */
    public static StoreOptions defaults() {
        return of(SettingValues.defaults());
    }

    /** The defaults, but for what the settings say. */
    public static StoreOptions of(SettingValues values) {
        return new StoreOptions(256, Duration.ofMillis(20), 4, values.get(POOL_SIZE), values.get(BUSY_TIMEOUT),
                values.get(WAITING_REQUESTS), values.get(DISK_RESERVE), 20, 2_000, Duration.ofHours(24),
                values.get(SCHEMA_MEMORY),
                Clock.systemUTC(), System::nanoTime, new Random());
    }

    /** The same with another size of a group commit. */
    public StoreOptions withGroupCommitSize(int size) {
        return new StoreOptions(size, groupCommitTime, readers, poolSize, busyTimeout, waitingWorks, diskReserve,
                attempts, sweepSize, stagingLifetime, typeBytes, clock, nanos, random);
    }

    /** The same with another number of readers on SQLite. */
    public StoreOptions withReaders(int number) {
        return new StoreOptions(groupCommitSize, groupCommitTime, number, poolSize, busyTimeout, waitingWorks,
                diskReserve, attempts, sweepSize, stagingLifetime, typeBytes, clock, nanos, random);
    }

    /** The same with another size of the pools on PostgreSQL. */
    public StoreOptions withPoolSize(int size) {
        return new StoreOptions(groupCommitSize, groupCommitTime, readers, size, busyTimeout, waitingWorks, diskReserve,
                attempts, sweepSize, stagingLifetime, typeBytes, clock, nanos, random);
    }

    /** The same with another patience. */
    public StoreOptions withBusyTimeout(Duration timeout) {
        return new StoreOptions(groupCommitSize, groupCommitTime, readers, poolSize, timeout, waitingWorks, diskReserve,
                attempts, sweepSize, stagingLifetime, typeBytes, clock, nanos, random);
    }

    /** The same with another number of works of one share that wait. */
    public StoreOptions withWaitingWorks(int number) {
        return new StoreOptions(groupCommitSize, groupCommitTime, readers, poolSize, busyTimeout, number, diskReserve,
                attempts, sweepSize, stagingLifetime, typeBytes, clock, nanos, random);
    }

    /** The same with another room on the disk that it wants. */
    public StoreOptions withDiskReserve(long bytes) {
        return new StoreOptions(groupCommitSize, groupCommitTime, readers, poolSize, busyTimeout, waitingWorks, bytes,
                attempts, sweepSize, stagingLifetime, typeBytes, clock, nanos, random);
    }

    /** The same with another size of a piece of upkeep. */
    public StoreOptions withSweepSize(int size) {
        return new StoreOptions(groupCommitSize, groupCommitTime, readers, poolSize, busyTimeout, waitingWorks,
                diskReserve, attempts, size, stagingLifetime, typeBytes, clock, nanos, random);
    }

    /** The same with another clock and source of randomness. */
    public StoreOptions with(Clock otherClock, RandomGenerator otherRandom) {
        return new StoreOptions(groupCommitSize, groupCommitTime, readers, poolSize, busyTimeout, waitingWorks,
                diskReserve, attempts, sweepSize, stagingLifetime, typeBytes, otherClock, nanos, otherRandom);
    }

    /** The same with another time for what waits. */
    public StoreOptions withNanos(LongSupplier time) {
        return new StoreOptions(groupCommitSize, groupCommitTime, readers, poolSize, busyTimeout, waitingWorks,
                diskReserve, attempts, sweepSize, stagingLifetime, typeBytes, clock, time, random);
    }
}
