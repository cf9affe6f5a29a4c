package dev.rollcall.directory.access;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.log.AuditTrail;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.HeadOrigin;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamState;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Sends one person's state of now to a stream's SCIM application once more, whatever it was sent before: a synchronisation of one.
 *
 * <p>Guarantees: it has a delivery of its own, which tells what came of it, and its row in the audit log in the same write. The person is
 * found there and changed, or made; what waits for the person already becomes one run with it, and what happens meanwhile goes after
 * it. A stream that is paused sends it when it goes on. As of a synchronisation, whether it was a change of certain attributes does not
 * count, and a stream with a condition makes none: there is no event that could be asked.
 */
public final class Resends {
    /** Ids at one place of the change record that are drawn from, and how often one is drawn. */

    private final Storage storage;
    private final Clock clock;
    private final RandomGenerator random;
    private final Share share;
    private final AuditTrail trail;

    public Resends(Storage storage, Clock clock, RandomGenerator random) {
        this(storage, clock, random, Share.HOUSE, AuditTrail.NONE);
    }

    private Resends(Storage storage, Clock clock, RandomGenerator random, Share share, AuditTrail trail) {
        this.storage = storage;
        this.clock = clock;
        this.random = random;
        this.share = share;
        this.trail = trail;
    }

    /** The same, and what is asked of it counts for this share. */
    public Resends countedFor(Share other) {
        return new Resends(storage, clock, random, other, trail);
    }

    /** The same, and what is changed through it is noted there. */
    public Resends audited(AuditTrail other) {
        return new Resends(storage, clock, random, share, other);
    }

    /** Whether a stream can send people of a connection once more. */
    public static boolean isFor(EventStream stream, Connection connection) {
        return stream.destination() instanceof ScimTarget
                && stream.filter().takes(connection.id())
                && stream.filter().condition().isEmpty()
                && stream.state().kind() != StreamState.Kind.NEEDS_SYNC;
    }

    /**
     * Puts a person's state on its way; the id of its delivery.
     *
     * @throws DirectoryException when there is no such stream or person, or the stream cannot send the person
     */
    public EventId person(StreamId id, UserId person) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return storage.write(share, EventStreams.LANE, session -> {
            EventStream stream = EventStreams.there(session, id);
            Connection connection = session.connections()
                    .named(person.connection())
                    .filter(person::isOf)
                    .orElseThrow(() -> nobody(person));
            if (session.identities().holder(connection.id(), person.subject()).isEmpty()) {
                throw nobody(person);
            }
            require(stream, connection);
            SubjectKey subject = SubjectKey.user(connection.id(), person.subject());
            EventId event = EventsAtEnd.free(session, id, random, 1)
                    .stream()
                    .findFirst()
                    .orElseThrow(() -> new DirectoryException(Kind.TAKEN,
                            "Very many are sent again at this moment. Try once more."));
            session.deliveries()
                    .fanOut(id, List.of(StreamDelivery.pending(id, event, subject, EventType.USER_UPDATED,
                            HeadIntent.REPLACE, now)),
                            List.of(DeliveryHead.due(id, subject, HeadIntent.REPLACE, event, HeadOrigin.SYNC, now)),
                            List.of());
            trail.made(session, "event_deliveries", Optional.of(connection.id()), id + " " + event,
                    JsonNodeFactory.instance.objectNode().put("resent", person.toString()).put("event", event.text()));
            return event;
        });
    }

    private static void require(EventStream stream, Connection connection) {
        if (!(stream.destination() instanceof ScimTarget)) {
            throw StreamRules
                    .invalid("A webhook is told what happens, and has no state to bring up to date. Deliver one of"
                            + " its deliveries again, or let the receiver read the person by the management API.");
        }
        if (!stream.filter().takes(connection.id())) {
            throw StreamRules.invalid("The stream takes nothing of the connection " + connection.name()
                    + ". Add it to the stream's filter first.");
        }
        if (stream.filter().condition().isPresent()) {
            throw StreamRules
                    .invalid("The stream has a condition, and there is no event that could be asked whether it holds."
                            + " Deliver one of the person's deliveries again instead.");
        }
        if (!isFor(stream, connection)) {
            throw StreamRules
                    .invalid("The stream waits for a synchronisation, which sends everybody. Run \"rollcall sync "
                            + stream.id() + " --apply\".");
        }
    }

    private static DirectoryException nobody(UserId person) {
        return new DirectoryException(Kind.NOT_FOUND, "There is nobody of the user_id " + person
                + ", or not any more. The list of a connection's users has it: rollcall user list.");
    }
}
