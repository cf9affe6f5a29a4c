package dev.rollcall.outbound.engine;

import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Says that this node lives, and knows how many do: the rate of a target is divided among them. Beats only while there is a
 * stream to deliver. An embedded store has one process, which never beats.
 */
final class NodePulse {
    /** Between two beats. */
    static final Duration BEAT = Duration.ofSeconds(5);

    /** Who has not beaten for so long is not counted. */
    static final Duration ALIVE = Duration.ofSeconds(20);

    private final Storage storage;
    private final String node;
    private final boolean alone;
    private final LongSupplier nanos;
    private long next;
    private volatile int nodes = 1;

    /** @param alone whether there can be no other node */
    NodePulse(Storage storage, String node, boolean alone, LongSupplier nanos) {
        this.storage = storage;
        this.node = node;
        this.alone = alone;
        this.nanos = nanos;
        this.next = nanos.getAsLong();
    }

    /** Beats when it is time. For one thread at a time. */
    void beat() {
        long now = nanos.getAsLong();
        if (alone || now - next < 0) {
            return;
        }
        next = now + BEAT.toNanos();
        nodes = storage.write(Share.OUTBOUND, "beat " + node, session -> {
            session.streams().beat(node, node);
            return Math.max(1, session.streams().nodes(ALIVE));
        });
    }

    /** How many nodes deliver, this one included. */
    int nodes() {
        return nodes;
    }
}
