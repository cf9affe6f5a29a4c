package dev.rollcall.console.http;

import dev.rollcall.console.frame.HeldMemory;
import dev.rollcall.directory.resource.Presence;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.server.limit.BodyMemory;
import dev.rollcall.server.limit.BodyReservation;
import java.util.Optional;

/** What one request has taken of the memory that all requests share, for what it reads. Confined to the thread that serves it. */
final class PageMemory implements AutoCloseable {
    private final BodyMemory memory;
    private final Share share;
    private final Presence client;
    private Optional<BodyReservation> room = Optional.empty();
    private long taken;

    /** Nothing is taken yet. */
    PageMemory(BodyMemory memory, Share share, Presence client) {
        this.memory = memory;
        this.share = share;
        this.client = client;
    }

    /** Waits for so many bytes beside those that it has. */
    void reserve(long bytes) {
        BodyReservation reserved = room.orElseGet(() -> memory.open(share, client));
        room = Optional.of(reserved);
        taken += bytes;
        reserved.handle(taken);
    }

    /** Waits for so many bytes that are given back by themselves. */
    HeldMemory hold(long bytes) {
        BodyReservation own = memory.open(share, client);
        boolean held = false;
        try {
            own.handle(bytes);
            held = true;
            return own::close;
        } finally {
            if (!held) {
                own.close();
            }
        }
    }

    @Override
    public void close() {
        room.ifPresent(BodyReservation::close);
    }
}
