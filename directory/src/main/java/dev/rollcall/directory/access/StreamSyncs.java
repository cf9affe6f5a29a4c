package dev.rollcall.directory.access;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.log.AuditTrail;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.ScimTarget;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.SyncJob;
import dev.rollcall.scim.json.ScimJson;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Begins synchronisations, which the service that delivers then runs, and shows them. */
public final class StreamSyncs {
    /** Which share of a target's users may depart by a synchronisation when nothing else is said. */
    public static final int DEPARTURES_PERCENT = 10;

    private final Storage storage;
    private final Clock clock;
    private final Share share;
    private final AuditTrail trail;

    public StreamSyncs(Storage storage, Clock clock) {
        this(storage, clock, Share.HOUSE, AuditTrail.NONE);
    }

    private StreamSyncs(Storage storage, Clock clock, Share share, AuditTrail trail) {
        this.storage = storage;
        this.clock = clock;
        this.share = share;
        this.trail = trail;
    }

    /** The same, and what is asked of it counts for this share. */
    public StreamSyncs countedFor(Share other) {
        return new StreamSyncs(storage, clock, other, trail);
    }

    /** The same, and what is changed through it is noted there. */
    public StreamSyncs audited(AuditTrail other) {
        return new StreamSyncs(storage, clock, share, other);
    }

    /**
     * Begins a synchronisation in the place of the last one.
     *
     * @param mode {@code dry-run}, {@code apply} or {@code verify}
     * @param source empty text for the people who are here, else the file that they are read from
     * @param departuresPercent it stops before more than this share of the target's users would be deleted or deactivated
     * @throws DirectoryException when the target is no SCIM application, or one is running
     */
    public SyncJob begin(StreamId id, String mode, String source, int departuresPercent) {
        return begin(id, mode, source, departuresPercent, Optional.empty());
    }

    /**
     * The same, if the last one is still that which whoever begins it has seen.
     *
     * @param seen when that began
     * @throws DirectoryException when another one was begun since, or as above
     */
    public SyncJob beginAfter(Instant seen, StreamId id, String mode, int departuresPercent) {
        return begin(id, mode, "", departuresPercent, Optional.of(seen));
    }

    private SyncJob begin(StreamId id, String mode, String source, int departuresPercent, Optional<Instant> seen) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        ObjectNode report = JsonNodeFactory.instance.objectNode().put("max_departures_percent", departuresPercent);
        return storage.write(share, EventStreams.LANE, session -> {
            EventStream stream = EventStreams.there(session, id);
            if (!(stream.destination() instanceof ScimTarget)) {
                throw StreamRules.invalid("Only a SCIM application can be synchronised: a "
                        + stream.destination().kind() + " has nothing that could be compared.");
            }
            if (session.syncs().find(id).filter(job -> job.finishedAt().isEmpty()).isPresent()) {
                throw new DirectoryException(Kind.TAKEN, "A synchronisation of the stream is running. See GET"
                        + " /api/v2/event-streams/" + id + "/sync, and begin another when it is finished.");
            }
            if (seen.isPresent() && !session.syncs().find(id).map(SyncJob::startedAt).equals(seen)) {
                throw new DirectoryException(Kind.TAKEN,
                        "Another synchronisation was begun since the page was made, so nothing was"
                                + " begun. Load the page anew and look at what it has found.");
            }
            SyncJob job = new SyncJob(id, mode, "", "", source, report.toString(), now, now, Optional.empty(), 0);
            session.syncs().begin(job);
            trail.made(session, "event_stream_sync", Optional.empty(), id.value(), SyncJson.of(job));
            return job;
        });
    }

    /**
     * Ends one that is running; whoever runs it writes nothing of it any more.
     *
     * @param stopped what is said of it
     */
    static void end(WriteSession session, StreamId id, String stopped, Instant now) {
        session.syncs().find(id).filter(job -> job.finishedAt().isEmpty()).ifPresent(job -> {
            ObjectNode report = (ObjectNode) ScimJson.tree(job.report().getBytes(StandardCharsets.UTF_8));
            session.syncs()
                    .begin(new SyncJob(id, job.mode(), "stopped", job.position(), job.source(),
                            report.put("stopped", stopped).toString(), job.startedAt(), now, Optional.of(now),
                            job.revision()));
        });
    }

    /** The last one of a stream, finished or not. */
    public Optional<SyncJob> find(StreamId id) {
        return storage.read(share, session -> session.syncs().find(id));
    }
}
