package dev.rollcall.directory.storage;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.stream.StreamId;
import java.time.Instant;
import java.util.Optional;

/** A kind of upkeep that is due. A read finds it, so that a quiet house writes nothing. */
public sealed interface Chore {

    /** Membership rows that no group uses are to go. */
    record SweepMembers() implements Chore {}

    /** What a deleted connection left is to go, and at last the memory of it. */
    record SweepConnection(ConnectionId connection) implements Chore {}

    /** The differences of which counts consist are to be summed up. */
    record FoldCounts() implements Chore {}

    /** Log rows or changes of a connection are past their time, or rows of its log are to be summed up. */
    record Expire(ConnectionId connection) implements Chore {}

    /** Used assertions have expired, of which nobody need know any more. */
    record ForgetAssertions() implements Chore {}

    /** Rows of the audit log are past their time. */
    record ExpireAudit() implements Chore {}

    /** What a removed stream has left is to go. */
    record SweepStream(StreamId stream) implements Chore {}

    /**
     * What came of a stream's deliveries is past its time, or more than is kept.
     *
     * @param upTo the newest of those that are over and too many; empty when none is
     * @param formerBefore before which time those left the target whose ids there are past their time or too many
     */
    record ExpireDeliveries(StreamId stream, Optional<EventId> upTo, Instant formerBefore) implements Chore {}
}
