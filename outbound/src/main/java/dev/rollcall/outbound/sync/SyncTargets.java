package dev.rollcall.outbound.sync;

import dev.rollcall.directory.stream.EventStream;

/** Opens targets for syncs. */
public interface SyncTargets {
    /**
     * The target of a stream.
     *
     * @throws dev.rollcall.outbound.delivery.UnusableStreamException when its settings or secrets cannot be used, or it is no
     *     SCIM target
     */
    SyncTarget open(EventStream stream);
}
