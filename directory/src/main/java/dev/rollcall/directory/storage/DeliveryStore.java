package dev.rollcall.directory.storage;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.HeadIntent;
import dev.rollcall.directory.stream.HeadResult;
import dev.rollcall.directory.stream.SkipRun;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What is on its way to the streams, to read and write.
 *
 * <p>Guarantees: two never hold one head at a time, and a result whose lease number is not the head's any more writes nothing. A
 * lease that nobody renews ends by itself.
 *
 * <p>Writes of one stream may be made in one lane or in several; within one write whoever writes for several streams goes by
 * their ids, so that nodes do not wait for each other in a circle.
 */
public interface DeliveryStore extends DeliveryView {

    /**
     * Adds what is not there and merges heads, once for each event, however often it is called: a delivery that is there stays as
     * it is.
     *
     * <p>A head that is there keeps its lease, its tries and its doubt; its intent becomes {@link HeadIntent#then} the new one's,
     * its last event the newer of both, and it is due at the earlier of both moments, unless it is held by somebody or has been
     * tried in vain, whose due time stays. One from a sync becomes one of events.
     *
     * @param rows in any state
     * @param heads each subject at most once
     * @param skips a run that goes on where the last one of its reason ended becomes part of it
     * @return how many of the rows were new
     */
    int fanOut(StreamId stream, List<StreamDelivery> rows, List<DeliveryHead> heads, List<SkipRun> skips);

    /**
     * Takes heads that are due, longest due first, each with a new lease number: for several nodes on one database. Heads of a
     * stream that is not enabled or is held are not taken, but for those of a sync while it waits for one. A head that was lost by
     * another node comes in doubt.
     *
     * <p>On SQLite, where one process has all heads, it is the same without skipping what others have locked.
     *
     * @param lease by the database's clock
     * @param but subjects that are left out: those of the node's own runs, whose results must not come late by its own claim
     */
    List<DeliveryHead> claim(StreamId stream, String node, int limit, Duration lease, Set<SubjectKey> but);

    /**
     * Gives claimed heads back for which nothing was begun: they are due now by the database's clock, held by nobody, and as much
     * in doubt as they were. Those whose lease number is another by now are left alone.
     *
     * @return how many
     */
    int giveBack(StreamId stream, List<DeliveryHead> claimed);

    /** Renews a lease. @return false when the number is not the head's any more, or the head is gone */
    boolean renew(StreamId stream, SubjectKey subject, long leaseNo, Duration lease);

    /**
     * Writes what came of a head: ends, attempts, what is remembered of the target, members, what becomes of the head, what it
     * says of the target, and the counts.
     *
     * <p>Guarantees: all of it or nothing.
     *
     * @return false, and nothing is written, when the lease number is not the head's any more, or the head is gone
     */
    boolean finish(HeadResult result);

    /**
     * Puts dead letters on their way again, marked as late; others among them are left alone.
     *
     * @param intent that their heads are merged with: {@link HeadIntent#REPLACE} for the current state, {@link HeadIntent#DELIVER}
     *     for the events themselves
     * @return how many
     */
    int redeliver(StreamId stream, List<EventId> events, HeadIntent intent, Instant now);

    /** Gives dead letters up: they are skipped by {@code discarded}. @param note why @return how many */
    int discard(StreamId stream, List<EventId> events, String note, Instant now);

    /** Lets every head of a stream be due now that is not held by anybody. */
    void dueNow(StreamId stream, Instant now);

    /** Lets what is owed for a subject be due now, unless it is held by somebody or waits for another; whether it was not due yet. */
    boolean dueNow(StreamId stream, SubjectKey subject, Instant now);

    /** What is still to be done of a synchronisation counts from now on as what events have told: a stream that waits for another does not do it. */
    void leaveToEvents(StreamId stream);
}
