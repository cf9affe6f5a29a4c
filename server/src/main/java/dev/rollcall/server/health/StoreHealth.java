package dev.rollcall.server.health;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import java.util.Optional;

/** The parts of the store: {@code store} can be read, {@code writer} can take what is to be written. */
public final class StoreHealth {
    private static final ConnectionId NOBODY = new ConnectionId("con_0000000000000000");

    private StoreHealth() {}

    /** Reads a row that is not there. */
    public static HealthPart reads(Storage storage) {
        return new HealthPart("store", () -> {
            storage.read(Share.HOUSE, session -> session.connections().find(NOBODY));
            return Optional.empty();
        });
    }
}
