package dev.rollcall.directory.access;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.RemoteRecord;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Forgets what is remembered of a target before its stream gets another one: an id that is remembered of the old one may be
 * somebody else's at the new one.
 *
 * <p>Guarantees: nothing of a run that was under way is remembered after it, because a stream that remembers something must have
 * been at rest for longer than any run takes. A synchronisation that compares the old target ends with it: nothing that it has
 * found there is sent to another one.
 */
final class OtherTarget {
    /** Longer than a lease, within which every run ends. */
    static final Duration REST = Duration.ofSeconds(30);

    private static final int PIECE = 500;

    private final Storage storage;
    private final Share share;
    private final Clock clock;

    OtherTarget(Storage storage, Share share, Clock clock) {
        this.storage = storage;
        this.share = share;
        this.clock = clock;
    }

    /** The state of a stream whose target is another one: nobody knows who is there. */
    static StreamState state(Instant now) {
        return StreamState
                .needsSync("Its target is another one now, and nobody knows who is there. Run a sync of the stream;"
                        + " it goes on by itself after it.", now);
    }

    /**
     * In the write that gives a stream another target.
     *
     * @throws dev.rollcall.directory.DirectoryException when something of the old one was remembered meanwhile
     */
    static void begin(WriteSession session, StreamId id, Instant now) {
        // First, so that whoever writes what a synchronisation has come to has done so, or does not any more.
        StreamSyncs.end(session, id, "The target of the stream is another one now. Begin a synchronisation with that.",
                now);
        session.deliveries().leaveToEvents(id);
        if (session.remotes().knowsAnybody(id)) {
            throw new DirectoryException(Kind.TAKEN, "The stream has delivered to its target meanwhile. Send the change"
                    + " again; it says what is to be done first.");
        }
    }

    private boolean isLongAgo(Instant time) {
        return !time.plus(REST).isAfter(clock.instant());
    }

    /** A stream that waits for a synchronisation delivers what comes of one. */
    private boolean isSynchronised(ReadSession session, EventStream stream) {
        return stream.state().kind() == StreamState.Kind.NEEDS_SYNC
                && session.syncs()
                        .find(stream.id())
                        .filter(job -> job.finishedAt().isEmpty() || !isLongAgo(job.updatedAt()))
                        .isPresent();
    }

    /**
     * @return whether anything was remembered
     * @throws dev.rollcall.directory.DirectoryException when the stream delivers, or did a moment ago
     */
    boolean forget(StreamId id) {
        boolean any = false;
        while (storage.read(share, session -> session.remotes().knowsAnybody(id))) {
            storage.write(share, EventStreams.LANE, session -> {
                EventStream stream = EventStreams.there(session, id);
                boolean rests = !stream.state().isEnabled()
                        && isLongAgo(stream.state().since())
                        && !isSynchronised(session, stream);
                if (!rests) {
                    throw StreamRules
                            .invalid("The stream has delivered to its target, so that it remembers ids of it, which"
                                    + " may be somebody else's at another one. Pause the stream, wait "
                                    + REST.toSeconds()
                                    + " seconds until nothing is under way, change the target, and run \"rollcall sync "
                                    + id + " --apply\", after which the stream goes on by itself.");
                }
                List<RemoteRecord> remembered = session.remotes().page(id, "", "", PIECE);
                remembered.forEach(one -> session.remotes().forget(id, one.subject()));
                return remembered.isEmpty() ? session.remotes().forgetFormer(id, PIECE) : remembered.size();
            });
            any = true;
        }
        return any;
    }
}
