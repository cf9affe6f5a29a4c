package dev.rollcall.outbound.engine;

import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The claims of one of several nodes on one database: leases by the database's clock, each with a number that the result is
 * checked against. A node that dies loses its heads when their leases end; one that was frozen finds other numbers.
 */
final class LeasedClaims implements HeadClaims {
    /** A run takes ten seconds at most, or one that waits for it is taken over within half a minute. */
    static final Duration LEASE = Duration.ofSeconds(20);

    private static final System.Logger LOGGER = System.getLogger(LeasedClaims.class.getName());

    private final Storage storage;
    private final String node;
    private final Duration lease;
    private final LongSupplier nanos;
    private final SubjectsHeld held = new SubjectsHeld();

    /** @param node unlike every other node's, and unlike that of every process before this one */
    LeasedClaims(Storage storage, String node, Duration lease, LongSupplier nanos) {
        this.storage = storage;
        this.node = node;
        this.lease = lease;
        this.nanos = nanos;
    }

    @Override
    public List<Claim> claim(EventStream stream, int limit) {
        // A look first: a claim is a transaction that writes, and a quiet house writes nothing.
        boolean due = storage.read(Share.OUTBOUND, session -> session.deliveries()
                .nextDue(stream.id())
                .filter(at -> !at.isAfter(session.streams().now()))
                .isPresent());
        if (!due) {
            return List.of();
        }
        long at = nanos.getAsLong();
        // A run here may have outlived its lease, and its result be on its way: it is in time as long as nobody else claims.
        Set<SubjectKey> but = held.of(stream.id());
        // A lane of the node's own: nodes pass over what others have locked, and must not wait for each other's lane.
        List<Claim> claims = storage.write(Share.OUTBOUND, "claim " + node + " " + stream.id(),
                session -> session.deliveries()
                        .claim(stream.id(), node, limit, lease, but)
                        .stream()
                        .map(head -> new Claim(head, LocalClaims.deliveries(session, stream, head), at))
                        .toList());
        return held.hold(stream.id(), claims);
    }

    @Override
    public void release(StreamId stream, SubjectKey subject) {
        held.remove(stream, subject);
    }

    @Override
    public void giveBack(StreamId stream, List<Claim> claims) {
        if (claims.isEmpty()) {
            return;
        }
        held.letGo(stream, claims);
        try {
            storage.write(Share.OUTBOUND, "claim " + node + " " + stream,
                    session -> session.deliveries().giveBack(stream, claims.stream().map(Claim::head).toList()));
        } catch (StorageException failure) {
            LOGGER.log(System.Logger.Level.DEBUG, "The store is not there for what is given back; its leases end by"
                    + " themselves.", failure);
        }
    }

    @Override
    public Duration lease() {
        return lease;
    }
}
