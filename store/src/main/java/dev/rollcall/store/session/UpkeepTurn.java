package dev.rollcall.store.session;

import java.util.concurrent.atomic.AtomicReference;

/** Whose turn it is in upkeep, so that each piece goes on where the last one ended. Losing it only costs a round. */
public final class UpkeepTurn {
    private final AtomicReference<String> lastConnection = new AtomicReference<>("");

    /** The connection that was last served; empty text at the beginning of a round. */
    String lastConnection() {
        return lastConnection.get();
    }

    void served(String connection) {
        lastConnection.set(connection);
    }
}
