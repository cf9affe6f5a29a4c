package dev.rollcall.directory.storage;

import java.time.Duration;
import java.util.List;

/**
 * What a store has done since it was opened, and what its connections do.
 *
 * @param commits how many transactions became durable; each may hold many writes
 * @param commitTime how long that took them in all, from the commit to the disk's answer
 * @param refused works that were refused because too many waited or their turn did not come
 * @param connections to the database
 */
public record StorageWork(long commits, Duration commitTime, long refused, List<Connections> connections) {
    /**
     * Connections of one kind.
     *
     * @param kind {@code read} or {@code write}
     * @param most how many there may be
     * @param used how many serve somebody
     */
    public record Connections(String kind, int most, int used) {
        /** For reading. */
        public static Connections read(int most, int used) {
            return new Connections("read", most, used);
        }

        /** For writing. */
        public static Connections write(int most, int used) {
            return new Connections("write", most, used);
        }
    }

    public StorageWork {
        connections = List.copyOf(connections);
    }
}
