package dev.rollcall.store.fair;

import dev.rollcall.directory.storage.Share;
import java.util.ArrayDeque;
import java.util.Queue;

/** The works of one share. Guarded by the queue's lock; its place in an order is taken out before it changes. */
final class Line<W> {

    /** A work and since when it waits, in nanoseconds. */
    record Waiting<W>(W work, long since) {}

    final Share share;
    final long number;
    final Queue<Waiting<W>> waiting = new ArrayDeque<>();
    int running;
    long used;

    Line(Share share, long number) {
        this.share = share;
        this.number = number;
    }

    boolean isIdle() {
        return running == 0 && waiting.isEmpty();
    }
}
