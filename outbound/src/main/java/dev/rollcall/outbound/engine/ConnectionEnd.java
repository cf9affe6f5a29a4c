package dev.rollcall.outbound.engine;

import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.change.Subject;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.HeadOrigin;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.StreamDelivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the end of a connection is for a target that is sent states: everybody of it who is remembered there is to be deleted. There is no record
 * of each of them, so they are found by what is remembered, a few at a time.
 *
 * <p>Guarantees: who is owed something already is passed over, so that going through all of them again adds nothing.
 */
final class ConnectionEnd {
    private static final int NUMBERS = 1 << 24;

    private final EventStream stream;
    private final EventId place;
    private final List<String> prefixes;
    private final Instant now;
    private int prefix;
    private String after = "";

    ConnectionEnd(EventStream stream, ChangeRecord end, Instant now) {
        this.stream = stream;
        this.place = end.place().orElseThrow();
        this.now = now;
        this.prefixes = List.of(SubjectKey.usersOf(end.connection()), SubjectKey.groupsOf(end.connection()));
    }

    /** Whether a record tells of the end of a connection. */
    static boolean is(ChangeRecord change) {
        return change.resourceType().equals(Subject.CONNECTION) && change.action().equals("deleted");
    }

    /** Whether a stream is told of those who go with the connection. */
    static boolean concerns(EventStream stream, ChangeRecord end) {
        return StreamFanOut.sendsStates(stream)
                && stream.filter().takes(end.connection())
                && stream.subscriptions().contains(EventType.USER_DELETED);
    }

    /** Some more of them; empty when that were all. @param limit how many are looked at, 1 or more */
    Optional<FanOut> next(ReadSession session, int limit) {
        while (prefix < prefixes.size()) {
            List<RemoteRecord> remembered = session.remotes().page(stream.id(), prefixes.get(prefix), after, limit);
            if (!remembered.isEmpty()) {
                after = remembered.getLast().subject().text();
                return Optional.of(rows(session, remembered));
            }
            prefix++;
            after = "";
        }
        return Optional.empty();
    }

    private FanOut rows(ReadSession session, List<RemoteRecord> remembered) {
        List<StreamDelivery> deliveries = new ArrayList<>();
        List<DeliveryHead> heads = new ArrayList<>();
        for (RemoteRecord remote : remembered) {
            SubjectKey subject = remote.subject();
            if (session.deliveries().head(stream.id(), subject).isEmpty()) {
                EventId event = free(session, subject);
                deliveries.add(StreamDelivery.pending(stream.id(), event, subject,
                        subject.isUser() ? EventType.USER_DELETED : EventType.GROUP_DELETED, HeadIntent.DELETE, now));
                heads.add(DeliveryHead.due(stream.id(), subject, HeadIntent.DELETE, event, HeadOrigin.EVENT, now));
            }
        }
        return new FanOut(deliveries, heads, List.of(), List.of());
    }

    /** Each has an id of its own among those of the record. */
    private EventId free(ReadSession session, SubjectKey subject) {
        int index = 1 + Math.floorMod(subject.hashCode(), NUMBERS - 1);
        EventId event = new EventId(place.transaction(), place.sequence(), index);
        while (session.deliveries().find(stream.id(), event).isPresent()) {
            index = 1 + index % (NUMBERS - 1);
            event = new EventId(place.transaction(), place.sequence(), index);
        }
        return event;
    }
}
