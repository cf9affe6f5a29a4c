package dev.rollcall.directory.access;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.DepartureGuard;
import dev.rollcall.directory.storage.WriteSession;
import java.time.Instant;
import java.util.Optional;

/** What becomes of a connection's guard against accidental deletion. */
public sealed interface GuardEdit {
    /** There is none. */
    record Off() implements GuardEdit {}

    /** It lets so many go within an hour, and whoever was held. */
    record Set(int sharePercent, int atLeast) implements GuardEdit {}

    /** It goes on as it is set, and lets whoever was held go. */
    record Release() implements GuardEdit {}

    /** Changes the guard of a connection that is there. */
    default void apply(WriteSession session, ConnectionId id, Instant now) {
        session.connections().setGuard(id, switch (this) {
            case Off() -> Optional.empty();
            case Set(int sharePercent, int atLeast) -> Optional.of(DepartureGuard.set(sharePercent, atLeast, now));
            case Release() -> session.connections()
                    .find(id)
                    .flatMap(Connection::guard)
                    .map(known -> DepartureGuard.set(known.sharePercent(), known.atLeast(), now));
        });
    }
}
