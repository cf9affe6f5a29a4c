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
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.outbound.delivery.TextDigest;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the end of a connection is for a target that is sent states: everybody of it who is remembered there is to be deleted, and
 * everybody who is owed something, because a run that is under way may make the account that nobody would delete any more. There is
 * no record of each of them, so they are found by what is stored, a few at a time.
 *
 * <p>Guarantees: each is added once, so that going through all of them again adds nothing: also not one whose deletion has failed.
 */
final class ConnectionEnd {
    private static final int NUMBERS = 1 << 24;

    private final EventStream stream;
    private final EventId place;
    private final List<Walk> walks;
    private final Instant now;
    private int walk;
    private String after = "";

    /** A way through subjects, by their keys. */
    private interface Walk {
        List<SubjectKey> page(ReadSession session, String after, int limit);
    }

    /** Who is owed something comes first: whoever is made meanwhile leaves it in the write that remembers them, and is met there. */
    ConnectionEnd(EventStream stream, ChangeRecord end, Instant now) {
        this.stream = stream;
        this.place = end.place().orElseThrow();
        this.now = now;
        this.walks = Stream.of(SubjectKey.usersOf(end.connection()), SubjectKey.groupsOf(end.connection()))
                .flatMap(prefix -> Stream.of(owed(stream.id(), prefix), remembered(stream.id(), prefix)))
                .toList();
    }

    private static Walk remembered(StreamId stream, String prefix) {
        return (session, after, limit) -> session.remotes()
                .page(stream, prefix, after, limit)
                .stream()
                .map(RemoteRecord::subject)
                .toList();
    }

    private static Walk owed(StreamId stream, String prefix) {
        return (session, after, limit) -> session.deliveries()
                .heads(stream, prefix, after, limit)
                .stream()
                .map(DeliveryHead::subject)
                .toList();
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

    /** Whether this is the end that a record tells of. */
    boolean isOf(ChangeRecord end) {
        return end.place().equals(Optional.of(place));
    }

    /** Some more of them; empty when that were all. @param limit how many are looked at, 1 or more */
    Optional<FanOut> next(ReadSession session, int limit) {
        while (walk < walks.size()) {
            List<SubjectKey> subjects = walks.get(walk).page(session, after, limit);
            if (!subjects.isEmpty()) {
                after = subjects.getLast().text();
                return Optional.of(rows(session, subjects));
            }
            walk++;
            after = "";
        }
        return Optional.empty();
    }

    private FanOut rows(ReadSession session, List<SubjectKey> subjects) {
        List<StreamDelivery> deliveries = new ArrayList<>();
        List<DeliveryHead> heads = new ArrayList<>();
        Set<EventId> used = new HashSet<>();
        for (SubjectKey subject : subjects) {
            Optional<EventId> event = goesAnyway(session, subject) ? Optional.empty() : free(session, subject, used);
            event.ifPresent(free -> {
                deliveries.add(StreamDelivery.pending(stream.id(), free, subject,
                        subject.isUser() ? EventType.USER_DELETED : EventType.GROUP_DELETED, HeadIntent.DELETE, now));
                heads.add(DeliveryHead.due(stream.id(), subject, HeadIntent.DELETE, free, HeadOrigin.EVENT, now));
            });
        }
        return new FanOut(deliveries, heads, List.of(), List.of());
    }

    private boolean goesAnyway(ReadSession session, SubjectKey subject) {
        return session.deliveries()
                .head(stream.id(), subject)
                .map(DeliveryHead::intent)
                .filter(intent -> intent == HeadIntent.DELETE || intent == HeadIntent.LOOK_DELETE)
                .isPresent();
    }

    /** Nobody can choose keys that fall together, because nobody knows a record's place before it is there. */
    private int scattered(SubjectKey subject) {
        String text = place.transaction() + " " + place.sequence() + " " + subject.text();
        return ByteBuffer.wrap(TextDigest.of(text)).getInt();
    }

    /** Each has an id of its own among those of the record; empty when one was added for it before. */
    private Optional<EventId> free(ReadSession session, SubjectKey subject, Set<EventId> used) {
        int index = 1 + Math.floorMod(scattered(subject), NUMBERS - 1);
        while (true) {
            EventId event = new EventId(place.transaction(), place.sequence(), index);
            Optional<StreamDelivery> taken = session.deliveries().find(stream.id(), event);
            if (taken.filter(row -> row.subject().equals(subject)).isPresent()) {
                return Optional.empty();
            }
            if (taken.isEmpty() && used.add(event)) {
                return Optional.of(event);
            }
            index = 1 + index % (NUMBERS - 1);
        }
    }
}
