package dev.rollcall.outbound.delivery;

import dev.rollcall.directory.stream.EventStream;

/** Makes drivers; nothing of a kind of destination is loaded before its first stream is there. */
public interface DriverSource {
    /**
     * A driver for one revision of a stream.
     *
     * @throws UnusableStreamException when its settings or sealed secrets cannot be used
     */
    TargetDriver open(EventStream stream);
}
