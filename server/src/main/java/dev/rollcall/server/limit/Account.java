package dev.rollcall.server.limit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** One connection's part in a {@link Ledger}. */
final class Account {
    /** What all its requests claim, in bytes. */
    long claims;

    /** Its requests that hold something and do not wait. */
    int running;

    /** Its requests that hold something, waiting ones included. */
    int holding;

    private final TreeSet<Hold> waiting = new TreeSet<>(Comparator.comparingLong(hold -> hold.number));

    Hold first() {
        return waiting.first();
    }

    /** Those that wait, the oldest first. */
    Iterable<Hold> waiting() {
        return waiting;
    }

    List<Hold> waitingHolders() {
        List<Hold> holders = new ArrayList<>();
        for (Hold hold : waiting) {
            if (hold.bytes > 0) {
                holders.add(hold);
            }
        }
        return holders;
    }

    int waitingCount() {
        return waiting.size();
    }

    void add(Hold hold) {
        waiting.add(hold);
    }

    void remove(Hold hold) {
        waiting.remove(hold);
    }

    boolean isEmpty() {
        return holding == 0 && waiting.isEmpty();
    }

    /** Whether the claim fits into the connection's part; a single body may exceed it. */
    boolean admits(Hold hold, long part) {
        return running == 0 || claims - hold.claim + hold.wantedClaim <= part;
    }
}
