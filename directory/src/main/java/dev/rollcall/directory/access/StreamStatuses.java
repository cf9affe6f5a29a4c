package dev.rollcall.directory.access;

import dev.rollcall.directory.log.AuditTrail;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StreamRoom;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamBacklog;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamProgress;
import dev.rollcall.directory.stream.StreamStatus;
import java.time.Clock;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;

/** How streams do, and what was learned of their targets. */
public final class StreamStatuses {
    /** Rows that a look at a backlog counts: a look costs no more than so many. */
    public static final int MOST_COUNTED = 10_000;

    private final Storage storage;
    private final Clock clock;
    private final Share share;
    private final AuditTrail trail;

    public StreamStatuses(Storage storage, Clock clock) {
        this(storage, clock, Share.HOUSE, AuditTrail.NONE);
    }

    private StreamStatuses(Storage storage, Clock clock, Share share, AuditTrail trail) {
        this.storage = storage;
        this.clock = clock;
        this.share = share;
        this.trail = trail;
    }

    /** The same, and what is asked of it counts for this share. */
    public StreamStatuses countedFor(Share other) {
        return new StreamStatuses(storage, clock, other, trail);
    }

    /** The same, and what is changed through it is noted there. */
    public StreamStatuses audited(AuditTrail other) {
        return new StreamStatuses(storage, clock, share, other);
    }

    /** How a stream does now. @throws dev.rollcall.directory.DirectoryException when it is gone */
    public StreamStatus of(EventStream stream) {
        return storage.read(share, session -> {
            StreamProgress progress = session.streams()
                    .progress(stream.id())
                    .orElseThrow(() -> EventStreams.missing(stream.id()));
            StreamRoom room = session.deliveries().room(stream.id(), MOST_COUNTED, MOST_COUNTED, 1);
            int behind = session.changes().behind(progress.position(), MOST_COUNTED);
            return StreamStatus.of(stream, progress, new StreamBacklog(room.open(),
                    session.deliveries().oldestOpen(stream.id()).map(StreamDelivery::createdAt), room.failed(), behind,
                    behind >= MOST_COUNTED), clock.instant());
        });
    }

    /** Forgets something that was learned of a target, so that it is learned anew; whether it was known. */
    public boolean forgetQuirk(StreamId id, String name) {
        return storage.write(share, EventStreams.LANE, session -> {
            EventStream stream = EventStreams.there(session, id);
            boolean forgotten = session.remotes().unlearn(id, name);
            if (forgotten) {
                trail.deleted(session, "event_stream_quirk", Optional.empty(), id.value(),
                        JsonNodeFactory.instance.objectNode().put("stream", stream.name()).put("quirk", name));
            }
            return forgotten;
        });
    }
}
