package dev.rollcall.outbound.engine;

import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.rendering.ChangeEvents;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.HeadOrigin;
import dev.rollcall.directory.stream.MemberDelta;
import dev.rollcall.directory.stream.ScimTarget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the groups are owed of somebody whose account was part of another one and stands alone again. The target has deleted it, and
 * makes a new one, which is in no group there; no record of any group tells of it. The groups are found by what is stored, a few at a
 * time, in the order of their ids.
 *
 * <p>Guarantees: the same numbers are given to the same groups when they are gone through again, so that nothing is owed twice.
 */
final class ReturnedMember {
    private final EventStream stream;
    private final ChangeRecord change;
    private final EventId first;
    private final Instant now;
    private String after = "";
    private int groups;

    ReturnedMember(EventStream stream, ChangeRecord change, Instant now) {
        this.stream = stream;
        this.change = change;
        EventId place = change.place().orElseThrow();
        this.first = EventId.ofPart(place.transaction(), place.sequence(), change.part());
        this.now = now;
    }

    /** Whether a record tells of somebody who comes back to a stream's target that has groups. */
    static boolean concerns(EventStream stream, ChangeRecord change) {
        return stream.destination() instanceof ScimTarget target
                && target.groups()
                && !stream.filter().keepLinked()
                && stream.filter().takes(change.connection())
                && stream.subscriptions().contains(EventType.USER_CREATED)
                && stream.subscriptions().contains(EventType.GROUP_MEMBER_ADDED)
                && change.resourceType().equals("User")
                && ChangeEvents.linked(change).equals(Optional.of(false));
    }

    /** Some more of the groups; empty when that were all. @param limit how many at most, 1 or more */
    Optional<FanOut> next(ReadSession session, int limit) {
        List<String> ids = session.members().groupIdsOf(change.connection(), change.resourceId(), after, limit);
        if (ids.isEmpty()) {
            return Optional.empty();
        }
        after = ids.getLast();
        List<DeliveryHead> heads = new ArrayList<>();
        List<MemberDelta> deltas = new ArrayList<>();
        for (String id : ids) {
            SubjectKey group = SubjectKey.group(change.connection(), id);
            // The record has one event, which is the first one; no other one of it has these numbers.
            EventId event = new EventId(first.transaction(), first.sequence(), first.index() + ++groups);
            heads.add(DeliveryHead.due(stream.id(), group, HeadIntent.UPDATE, event, HeadOrigin.EVENT, now));
            deltas.add(new MemberDelta(group, change.resourceId(), true, event, false));
        }
        return Optional.of(new FanOut(List.of(), heads, List.of(), deltas));
    }
}
