package dev.rollcall.outbound.engine;

import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamId;
import java.time.Duration;
import java.util.List;

/**
 * Who holds which head.
 *
 * <p>Guarantees: this process holds a subject of a stream once at a time, from {@link #claim} until {@link #release}. Safe for use
 * by many threads.
 */
interface HeadClaims {
    /** Takes heads of a stream that are due, longest due first. */
    List<Claim> claim(EventStream stream, int limit);

    /** Lets a head go, after its result is durable. */
    void release(StreamId stream, SubjectKey subject);

    /**
     * Lets heads go for which nothing was begun: they are due for everybody at once, and no more in doubt than they were. Does not
     * throw when the store is away.
     */
    void giveBack(StreamId stream, List<Claim> claims);

    /** How long a claim holds. */
    Duration lease();
}
