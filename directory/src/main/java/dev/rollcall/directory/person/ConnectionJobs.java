package dev.rollcall.directory.person;

import dev.rollcall.directory.configuration.ConnectionJob;
import dev.rollcall.directory.declaration.SchemaJob;
import dev.rollcall.directory.identifier.IdSource;
import dev.rollcall.directory.resource.ResourceLimits;
import dev.rollcall.directory.resource.Resources;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.scim.patch.PatchLimits;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Takes changed settings of connections to each of their users, and declared schemas to each of their resources, a piece at a
 * time.
 *
 * <p>Guarantees: a piece is of at most {@value #USERS} users, {@value #BYTES} bytes of documents and {@link #PIECE_NANOS}, and
 * writes in its connection's share. Connections take turns, one piece each, and one whose piece fails does not keep the
 * others waiting. A piece is written whole and once, on whatever node, and the next one goes on behind it after a restart.
 * For one thread at a time.
 */
public final class ConnectionJobs {
    /** Users of a piece at most. */
    static final int USERS = 100;
    /** Bytes of their documents, beyond which a piece ends. */
    static final int BYTES = 1 << 20;
    /** The time for one piece; it ends after the user with whom it is over. */
    static final long PIECE_NANOS = 50_000_000L;

    /** How long it does not look again after it has found nothing. */
    private static final long PAUSE_NANOS = 1_000_000_000L;

    private final Storage storage;
    private final Clock clock;
    private final LongSupplier nanos;
    private final MappingJob mapping;
    private final ReKeyJob reKey;
    private final SchemaJob schema;
    private String turn = "";
    /** Whether anything was done since the first connection's turn. */
    private boolean worked;
    private long nextLook;

    /**
     * Those of connections whose mappings are within the usual limits.
     *
     * @param nanos a time that only goes forward, in nanoseconds
     */
    public ConnectionJobs(Storage storage, Clock clock, IdSource ids, LongSupplier nanos) {
        this(storage, clock, ids, nanos, new StoredSettings(),
                new Resources(storage, clock, ids, ResourceLimits.defaults(), PatchLimits.defaults()));
    }

    /**
     * @param nanos a time that only goes forward, in nanoseconds
     * @param settings of the connections
     * @param resources of the connections
     */
    public ConnectionJobs(
            Storage storage, Clock clock, IdSource ids, LongSupplier nanos, StoredSettings settings,
            Resources resources) {
        this.storage = storage;
        this.clock = clock;
        this.nanos = nanos;
        this.mapping = new MappingJob(storage, ids, nanos, settings);
        this.reKey = new ReKeyJob(storage);
        this.schema = new SchemaJob(storage, resources.adoption(), ids, nanos);
        this.nextLook = nanos.getAsLong();
    }

    /**
     * Does a piece of one connection's jobs.
     *
     * @return whether there may be more to do at once
     * @throws RuntimeException the first of what is to be told of users who cannot be read, after the piece was written
     */
    public boolean step() {
        if (nanos.getAsLong() - nextLook < 0) {
            return false;
        }
        List<ConnectionJob> found = storage.read(Share.HOUSE,
                session -> session.jobs().unfinished(turn, ConnectionJob.Kind.values().length));
        if (found.isEmpty()) {
            boolean again = worked;
            turn = "";
            worked = false;
            nextLook = nanos.getAsLong() + (again ? 0 : PAUSE_NANOS);
            return again;
        }
        // Whatever becomes of this connection's piece, the next one is another's.
        turn = found.getFirst().connectionId().value();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<RuntimeException> failures = new ArrayList<>();
        for (ConnectionJob job : found) {
            if (job.connectionId().value().equals(turn)) {
                worked |= switch (job.kind()) {
                    case MAPPING -> mapping.piece(job, now, failures::add);
                    case RE_KEY -> reKey.piece(job, now);
                    case SCHEMA -> schema.piece(job, now, failures::add);
                };
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
        return true;
    }
}
