package dev.rollcall.directory.storage;

import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.SyncItem;
import dev.rollcall.directory.stream.SyncJob;
import dev.rollcall.directory.stream.SyncSeen;
import java.util.List;

/** Comparisons of targets with their source, to read and write. */
public interface SyncStore extends SyncView {

    /** Begins one in the place of the last one, of which nothing is left at once but its rows, see {@link #clear}. */
    void begin(SyncJob job);

    /** Writes how far one has come. @return false, and nothing is changed, when it was written since it was read */
    boolean advance(SyncJob job);

    /** Takes away what is left of an earlier one, at most so many rows. @return whether there may be more */
    boolean clear(StreamId stream, int limit);

    /** Adds what was found at a target, once for each key that it may be matched by; what is there already is replaced. */
    void saw(StreamId stream, List<SyncSeen> seen);

    /** Adds what is to be done, or sets it anew. */
    void put(StreamId stream, List<SyncItem> items);

    /** Notes that something is done. @return false when it is not there */
    boolean done(StreamId stream, SyncItem item);
}
