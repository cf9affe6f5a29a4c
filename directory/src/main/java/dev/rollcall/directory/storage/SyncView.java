package dev.rollcall.directory.storage;

import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.SyncItem;
import dev.rollcall.directory.stream.SyncJob;
import dev.rollcall.directory.stream.SyncSeen;
import java.util.List;
import java.util.Optional;

/** Comparisons of targets with their source, to read. */
public interface SyncView {

    /** The last one of a stream, finished or not. */
    Optional<SyncJob> find(StreamId stream);

    /** Those that are not finished, by the stream's id. */
    List<SyncJob> unfinished();

    /** What was found at the target by externalId. @param kind {@code user} or {@code group} */
    List<SyncSeen> byExternalId(StreamId stream, String kind, String externalId, int limit);

    /** What was found at the target by what it may be matched by, folded. */
    List<SyncSeen> byMatchKey(StreamId stream, String kind, String matchKey, int limit);

    /** What was found at the target by its id there. */
    Optional<SyncSeen> byRemoteId(StreamId stream, String kind, String remoteId);

    /**
     * What was found at the target, in the order of its ids there.
     *
     * @param after the id after which to go on; empty text for the first ones
     */
    List<SyncSeen> seen(StreamId stream, String kind, String after, int limit);

    /**
     * What is to be done, in the order of subjects and actions.
     *
     * @param after the last item that was read; empty for the first ones
     * @param done only what is done, or only what is not; empty for both
     */
    List<SyncItem> items(StreamId stream, Optional<SyncItem> after, Optional<Boolean> done, int limit);
}
