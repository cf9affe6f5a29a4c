package dev.rollcall.outbound.sync;

import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.SyncSeen;
import java.util.List;
import java.util.Optional;

/** Counts what was found at the target, each once, whatever its pages have repeated. */
final class SeenCount implements SyncPhase {
    private static final int PAGE = 5_000;

    private final Storage storage;
    private final StreamId stream;
    private final String kind;

    /** @param kind such as {@link Inventory#GROUP} */
    SeenCount(Storage storage, StreamId stream, String kind) {
        this.storage = storage;
        this.stream = stream;
        this.kind = kind;
    }

    @Override
    public Piece piece(String place, DriftReport report) {
        List<SyncSeen> some = storage.read(Share.OUTBOUND, session -> session.syncs().seen(stream, kind, place, PAGE));
        report.add("target", kind + "s", some.size());
        return Piece.of(session -> {},
                some.size() < PAGE ? Optional.empty() : Optional.of(some.getLast().remoteId()));
    }
}
