package dev.rollcall.outbound.engine;

import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.HeadOrigin;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The claims of the one process of an embedded store: a claim is a read and a note in memory, and writes nothing.
 *
 * <p>What was under way when the process before this one ended cannot be told from what was not; so whatever was owed before the
 * start is in doubt.
 */
final class LocalClaims implements HeadClaims {
    /** Nobody takes over from the only process. */
    private static final Duration LEASE = Duration.ofDays(1);

    private final Storage storage;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Instant start;
    private final SubjectsHeld held = new SubjectsHeld();

    LocalClaims(Storage storage, Clock clock, LongSupplier nanos) {
        this.storage = storage;
        this.clock = clock;
        this.nanos = nanos;
        this.start = clock.instant();
    }

    @Override
    public List<Claim> claim(EventStream stream, int limit) {
        long at = nanos.getAsLong();
        Set<SubjectKey> but = held.of(stream.id());
        List<Claim> claims = storage.read(Share.OUTBOUND, session -> due(session, stream, limit, but)
                .stream()
                .map(head -> new Claim(doubted(head), deliveries(session, stream, head), at))
                .toList());
        return held.hold(stream.id(), claims);
    }

    @Override
    public void release(StreamId stream, SubjectKey subject) {
        held.remove(stream, subject);
    }

    @Override
    public void giveBack(StreamId stream, List<Claim> claims) {
        held.letGo(stream, claims);
    }

    @Override
    public Duration lease() {
        return LEASE;
    }

    private List<DeliveryHead> due(ReadSession session, EventStream stream, int limit, Set<SubjectKey> but) {
        return session.deliveries()
                .due(stream.id(), clock.instant(), limit, but, stream.state().kind() == StreamState.Kind.NEEDS_SYNC
                        ? Optional.of(HeadOrigin.SYNC)
                        : Optional.empty());
    }

    private DeliveryHead doubted(DeliveryHead head) {
        return head.since().isBefore(start)
                ? new DeliveryHead(head.stream(), head.subject(), head.dueAt(), head.leaseNo(), head.node(),
                        head.intent(), head.lastEvent(), head.tries(), head.since(), true, head.origin(), head.cause())
                : head;
    }

    /** What a run of the stream is given of the head's deliveries. */
    static List<StreamDelivery> deliveries(ReadSession session, EventStream stream, DeliveryHead head) {
        return StreamFanOut.sendsStates(stream)
                ? List.of()
                : session.deliveries().open(stream.id(), head.subject(), 1);
    }
}
