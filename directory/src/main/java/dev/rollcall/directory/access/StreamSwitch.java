package dev.rollcall.directory.access;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.change.ChangeReader;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.log.AuditTrail;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.SkipReason;
import dev.rollcall.directory.stream.SkipRun;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Pauses streams and lets them go on.
 *
 * <p>Guarantees: a stream that does not deliver keeps its place and its rows; what is passed over on purpose is recorded as skipped.
 */
public final class StreamSwitch {
    /** Changes that are counted of what is passed over; more are recorded as so many. */
    private static final int MOST_COUNTED = 1_000_000;

    private static final Set<StreamState.Kind> ANY = EnumSet.allOf(StreamState.Kind.class);

    private final Storage storage;
    private final Clock clock;
    private final Duration hold;
    private final Share share;
    private final AuditTrail trail;

    /** @param hold how long a stream that does not deliver keeps its place */
    public StreamSwitch(Storage storage, Clock clock, Duration hold) {
        this(storage, clock, hold, Share.HOUSE, AuditTrail.NONE);
    }

    private StreamSwitch(Storage storage, Clock clock, Duration hold, Share share, AuditTrail trail) {
        this.storage = storage;
        this.clock = clock;
        this.hold = hold;
        this.share = share;
        this.trail = trail;
    }

    /** The same, and what is asked of it counts for this share. */
    public StreamSwitch countedFor(Share other) {
        return new StreamSwitch(storage, clock, hold, other, trail);
    }

    /** The same, and what is changed through it is noted there. */
    public StreamSwitch audited(AuditTrail other) {
        return new StreamSwitch(storage, clock, hold, share, other);
    }

    /** What becomes of waiting changes when a stream goes on. */
    public enum Backlog {
        /** They are delivered. */
        DELIVER,
        /** They are passed over; what is on its way already is delivered. */
        SKIP
    }

    /** The state after Auth0's status was set; a stream that is paused or waits for a sync counts as enabled there. */
    static StreamState switched(StreamState before, boolean enabled, Instant now) {
        boolean disabled = before.kind() == StreamState.Kind.DISABLED;
        if (enabled) {
            return disabled ? StreamState.enabled(now) : before;
        }
        return disabled ? before : StreamState.disabled(now);
    }

    /** Lets a stream deliver nothing until it is resumed; the stream as it is then. */
    public EventStream pause(StreamId id, Optional<String> reason) {
        return change(id, (session, before) -> {
            keepLost(session, before);
            return session.streams()
                    .state(id, StreamState.paused(reason
                            .orElse("Somebody has paused it. What happens meanwhile waits for it."), now()), ANY);
        });
    }

    /**
     * Lets a stream deliver again; the stream as it is then. One that was paused or switched off while it waited for a sync waits for
     * it again.
     *
     * @throws DirectoryException when it has lost its place, unless what it has missed is passed over
     */
    public EventStream resume(StreamId id, Backlog backlog) {
        return change(id, (session, before) -> {
            if (before.state().isEnabled()) {
                return false;
            }
            boolean waits = before.state().kind() == StreamState.Kind.NEEDS_SYNC && backlog == Backlog.DELIVER;
            if (waits && before.destination() instanceof ScimTarget) {
                throw lost(before);
            }
            if (backlog == Backlog.SKIP) {
                skip(session, id);
            }
            StreamState after = enabled(session, before, now(), hold);
            if (waits && !after.isEnabled()) {
                throw lost(before);
            }
            if (after.isEnabled()) {
                session.deliveries().dueNow(id, now());
            }
            return session.streams().state(id, after, ANY);
        });
    }

    private static DirectoryException lost(EventStream stream) {
        String why = stream.state().reason().map(reason -> " (" + reason + ")").orElse("");
        String skip = "resume it with {\"backlog\":\"skip\"} to go on from now.";
        return StreamRules
                .invalid("The stream has lost its place" + why + ", so nobody knows what its target has missed. "
                        + (stream.destination() instanceof ScimTarget
                                ? "Run \"rollcall sync " + stream.id()
                                        + " --apply\", after which it goes on by itself; or " + skip
                                : "Let the receiver read users and groups anew, then " + skip));
    }

    /**
     * The state of a stream that is to deliver again, which waits for a sync when nobody has waited for it: at once, before a delivery
     * begins that such a stream does not make.
     */
    static StreamState enabled(WriteSession session, EventStream stream, Instant now, Duration hold) {
        return LostPlace.isOf(session, stream)
                && !LostPlace.regain(session, stream, now.plus(hold).truncatedTo(ChronoUnit.MILLIS))
                        ? LostPlace.state(stream, now)
                        : StreamState.enabled(now);
    }

    /** A stream that waits for a sync has no reader, even if a sync was begun that has registered one: so it is known later on. */
    static void keepLost(WriteSession session, EventStream before) {
        if (before.state().kind() == StreamState.Kind.NEEDS_SYNC) {
            session.changeReaders().remove(Optional.empty(), before.id().readerName());
        }
    }

    /** Lets a stream whose target does not answer be tried at once; the stream. */
    public EventStream probe(StreamId id) {
        return storage.write(share, EventStreams.LANE, session -> {
            EventStream stream = EventStreams.there(session, id);
            if (!stream.state().isEnabled()) {
                throw StreamRules.invalid("The stream is " + stream.state().kind().keyword()
                        + ", so nothing is tried. Resume it, which tries at once.");
            }
            if (!session.streams().probeNow(id)) {
                throw new DirectoryException(Kind.NOT_FOUND, "There is no event stream " + id + ".");
            }
            trail.made(session, "event_stream_probe", Optional.empty(), id.value(),
                    JsonNodeFactory.instance.objectNode().put("stream", stream.name()));
            return stream;
        });
    }

    private void skip(WriteSession session, StreamId id) {
        String from = session.streams().progress(id).orElseThrow().position();
        String to = session.changes().end();
        int behind = session.changes().behind(from, MOST_COUNTED);
        Optional<EventId> first = session.changes()
                .page(from, 1)
                .changes()
                .stream()
                .findFirst()
                .flatMap(ChangeRecord::place);
        if (behind > 0 && first.isPresent()) {
            EventId last = session.changes().reached();
            session.deliveries()
                    .fanOut(id, List.of(), List.of(), List.of(new SkipRun(first.get(),
                            last.compareTo(first.get()) < 0 ? first.get() : last, SkipReason.BY_CHOICE, behind,
                            now())));
        }
        boolean moved = session.streams().moveTo(id, to);
        ChangeReader reader = new ChangeReader(Optional.empty(), id.readerName(), to, now().plus(hold));
        if (!moved || !session.changeReaders().move(reader) && !session.changeReaders().register(reader)) {
            throw new DirectoryException(Kind.NOT_FOUND, "There is no event stream " + id + ".");
        }
    }

    /** Makes a change and notes it. */
    private EventStream change(StreamId id, Change change) {
        return storage.write(share, EventStreams.LANE, session -> {
            EventStream before = EventStreams.there(session, id);
            if (!change.make(session, before)) {
                return before;
            }
            EventStream after = EventStreams.there(session, id);
            trail.changed(session, EventStreams.KIND, Optional.empty(), id.value(), StreamJson.of(before),
                    StreamJson.of(after));
            return after;
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** What is done to a stream; whether it was. */
    private interface Change {
        boolean make(WriteSession session, EventStream before);
    }
}
