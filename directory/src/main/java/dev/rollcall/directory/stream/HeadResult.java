package dev.rollcall.directory.stream;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.SubjectKey;
import java.util.List;
import java.util.Optional;

/**
 * What came of one claimed head. The store writes all of it, or nothing when the head's lease number is another by now.
 *
 * @param leaseNo the number that the claim has given
 * @param claimedTo the newest event that the claimed work stood for: a head that knows a newer one stays
 * @param ends the deliveries that are over
 * @param attempts those that failed or whose answer was lost; kept with their deliveries
 * @param remote what is remembered of the target's resource from now on; empty leaves it alone
 * @param forgetRemote whether what was remembered of the target's resource is true of it no more: it is not there, or the subject has
 *     another one, which is {@code remote} then. The id that it had is kept for its groups
 * @param sentMembers member deltas that the target has acknowledged: they go unless something newer stands there
 * @param waitingMembers member deltas whose member is not at the target yet: they wait for it, unless it has come meanwhile; and those
 *     that {@link MemberDelta#waits wait} whatever is there, because the target refuses them
 * @param arrived ids of resources that are at the target now: member deltas that wait for them wait no more
 * @param hold until when nothing is sent to the target; empty leaves that alone
 * @param pause the state that the stream is put into, unless it is in a state in which nothing is sent; empty leaves it alone
 */
public record HeadResult(
        StreamId stream,
        SubjectKey subject,
        long leaseNo,
        EventId claimedTo,
        List<DeliveryEnd> ends,
        List<DeliveryAttempt> attempts,
        Optional<RemoteRecord> remote,
        boolean forgetRemote,
        List<MemberDelta> sentMembers,
        List<MemberDelta> waitingMembers,
        List<String> arrived,
        HeadNext next,
        TargetAnswer answer,
        Optional<TargetHold> hold,
        Optional<StreamState> pause) {
    public HeadResult {
        ends = List.copyOf(ends);
        attempts = List.copyOf(attempts);
        sentMembers = List.copyOf(sentMembers);
        arrived = List.copyOf(arrived);
        waitingMembers = List.copyOf(waitingMembers);
    }
}
