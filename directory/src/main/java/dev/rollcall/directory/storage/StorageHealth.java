package dev.rollcall.directory.storage;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a store does. Asking costs no statement and never waits for one.
 *
 * @param sinceCommit how long ago a write last became durable; empty before the first one since the start
 * @param longestWait for how long the work has waited that waits longest for its turn to write; zero when none waits
 * @param waitingWrites how many works wait for their turn to write
 * @param waitingReads how many works wait for their turn to read
 * @param freeBytes the room on the disk of the data folder; empty when the database lies elsewhere
 * @param work what it has done and does
 * @param troubles what keeps the store from serving, each a sentence with what to do that anybody may read: it
 *     names no path, no host and no connection; empty when nothing does
 */
public record StorageHealth(
        Optional<Duration> sinceCommit,
        Duration longestWait,
        int waitingWrites,
        int waitingReads,
        OptionalLong freeBytes,
        StorageWork work,
        List<String> troubles) {

    public StorageHealth {
        troubles = List.copyOf(troubles);
    }

    /** Whether it can take works. */
    public boolean isReady() {
        return troubles.isEmpty();
    }
}
