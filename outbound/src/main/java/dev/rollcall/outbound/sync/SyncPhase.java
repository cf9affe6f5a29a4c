package dev.rollcall.outbound.sync;

import dev.rollcall.directory.storage.WriteSession;
import java.util.Optional;
import java.util.function.Consumer;

/** One part of a sync, done in pieces. */
interface SyncPhase {
    /**
     * The piece that begins at a place; nothing of it is stored yet.
     *
     * @param place empty text for the beginning of the phase
     * @param report to which the piece adds what it found; stored with it
     */
    Piece piece(String place, DriftReport report);

    /**
     * What a piece comes to.
     *
     * @param write what it stores, in one write with its place
     * @param next where the next one begins; empty when the phase is over
     * @param waits whether nothing has happened, and it is to be asked for again later
     * @param stored called once the piece is stored
     */
    record Piece(Consumer<WriteSession> write, Optional<String> next, boolean waits, Runnable stored) {
        private static final Runnable NOTHING = () -> {};

        static Piece of(Consumer<WriteSession> write, Optional<String> next) {
            return new Piece(write, next, false, NOTHING);
        }

        static Piece over() {
            return new Piece(session -> {}, Optional.empty(), false, NOTHING);
        }

        static Piece later(String place) {
            return new Piece(session -> {}, Optional.of(place), true, NOTHING);
        }

        Piece then(Runnable once) {
            return new Piece(write, next, waits, once);
        }
    }
}
