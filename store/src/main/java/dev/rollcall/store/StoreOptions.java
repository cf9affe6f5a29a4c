package dev.rollcall.store;

import dev.rollcall.setting.Setting;
import dev.rollcall.setting.SettingList;
import dev.rollcall.setting.SettingValues;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * The limits of the store.
 *
 * @param groupCommitSize how many waiting writes at most become one transaction (256)
 * @param groupCommitTime after how long a transaction takes no further writes in, so that none holds the others for
 *     long (20 ms)
 * @param readers connections for reading on SQLite (4)
 * @param poolSize connections for reading, and as many for writing, on PostgreSQL (10)
 * @param busyTimeout how long to wait for another process that writes to the same SQLite file, or for a connection of
 *     the pool (10 s)
 * @param attempts how often a write runs at most while its row keeps changing under it (20)
 * @param sweepSize how many rows one piece of upkeep removes at most (2,000)
 * @param stagingLifetime how long membership rows that no group came to use are kept (24 h)
 * @param clock for retention
 * @param random for the spread of repeated attempts; used by several threads
 */
public record StoreOptions(
        int groupCommitSize,
        Duration groupCommitTime,
        int readers,
        int poolSize,
        Duration busyTimeout,
        int attempts,
        int sweepSize,
        Duration stagingLifetime,
        Clock clock,
        RandomGenerator random) {
    public static final SettingList SETTINGS = new SettingList();

    static final Setting<Integer> POOL_SIZE = SETTINGS.number("store.pool-size", 10, 2, 1_000,
            "How many connections to PostgreSQL are kept.");

    public StoreOptions {
        if (groupCommitSize < 1 || readers < 1 || poolSize < 1 || attempts < 1 || sweepSize < 1) {
            throw new IllegalArgumentException("Sizes in the store's options are at least 1.");
        }
    }

    /** The defaults. */
    public static StoreOptions defaults() {
        return of(SettingValues.defaults());
    }

    /** The defaults, but for what the settings say. */
    public static StoreOptions of(SettingValues values) {
        return new StoreOptions(256, Duration.ofMillis(20), 4, values.get(POOL_SIZE), Duration.ofSeconds(10), 20, 2_000,
                Duration.ofHours(24), Clock.systemUTC(), new Random());
    }

    /** The same with another size of a group commit. */
    public StoreOptions withGroupCommitSize(int size) {
        return new StoreOptions(size, groupCommitTime, readers, poolSize, busyTimeout, attempts, sweepSize,
                stagingLifetime, clock, random);
    }

    /** The same with another number of readers on SQLite. */
    public StoreOptions withReaders(int number) {
        return new StoreOptions(groupCommitSize, groupCommitTime, number, poolSize, busyTimeout, attempts, sweepSize,
                stagingLifetime, clock, random);
    }

    /** The same with another size of the pools on PostgreSQL. */
    public StoreOptions withPoolSize(int size) {
        return new StoreOptions(groupCommitSize, groupCommitTime, readers, size, busyTimeout, attempts, sweepSize,
                stagingLifetime, clock, random);
    }

    /** The same with another patience. */
    public StoreOptions withBusyTimeout(Duration timeout) {
        return new StoreOptions(groupCommitSize, groupCommitTime, readers, poolSize, timeout, attempts, sweepSize,
                stagingLifetime, clock, random);
    }

    /** The same with another size of a piece of upkeep. */
    public StoreOptions withSweepSize(int size) {
        return new StoreOptions(groupCommitSize, groupCommitTime, readers, poolSize, busyTimeout, attempts, size,
                stagingLifetime, clock, random);
    }

    /** The same with another clock and source of randomness. */
    public StoreOptions with(Clock otherClock, RandomGenerator otherRandom) {
        return new StoreOptions(groupCommitSize, groupCommitTime, readers, poolSize, busyTimeout, attempts, sweepSize,
                stagingLifetime, otherClock, otherRandom);
    }
}
