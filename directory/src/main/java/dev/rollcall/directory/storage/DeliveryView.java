package dev.rollcall.directory.storage;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.SubjectKey;
import dev.rollcall.directory.stream.DeliveryAttempt;
import dev.rollcall.directory.stream.DeliveryHead;
import dev.rollcall.directory.stream.HeadOrigin;
import dev.rollcall.directory.stream.SkipRun;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is on its way to the streams, and what has become of it, to read.
 *
 * <p>Guarantees: every event of a stream's subscriptions up to its place is here, as a delivery or within a run of skipped ones,
 * until its time is over; at most one of each. No look scans a table: each costs by what it answers, or by a bound of its own.
 */
public interface DeliveryView {

    /**
     * The heads that are due, longest due first: for the one process of an embedded store, which remembers what it works at.
     *
     * @param now by which they are due
     * @param but subjects that are left out
     * @param origin only heads from there; empty for all
     */
    List<DeliveryHead> due(
            StreamId stream, Instant now, int limit, Set<SubjectKey> but, Optional<HeadOrigin> origin);

    /** When the next head of a stream is due; empty when there is none that is due by itself. */
    Optional<Instant> nextDue(StreamId stream);

    /** One head. */
    Optional<DeliveryHead> head(StreamId stream, SubjectKey subject);

    /**
     * Heads by the keys of their subjects.
     *
     * @param prefix what the keys begin with, its last character a blank
     * @param after the key after which to go on; empty text for the beginning
     */
    List<DeliveryHead> heads(StreamId stream, String prefix, String after, int limit);

    /** How many heads there are, up to a limit. */
    int heads(StreamId stream, int limit);

    /** The deliveries of a subject that are on their way, in the order of their events. */
    List<StreamDelivery> open(StreamId stream, SubjectKey subject, int limit);

    /** One delivery. */
    Optional<StreamDelivery> find(StreamId stream, EventId event);

    /** Its attempts that are kept, oldest first. */
    List<DeliveryAttempt> attempts(StreamId stream, EventId event);

    /**
     * A stretch of a stream's deliveries, without their payloads; it ends early, with or without an answer, when it has looked at
     * as many rows as it may.
     */
    DeliveryPage page(DeliveryQuery query, int limit);

    /**
     * Runs of events that a filter passed over, in the order of their events.
     *
     * @param after the first event of the run after which to go on
     */
    List<SkipRun> skips(StreamId stream, EventId after, int limit);

    /** How many dead letters there are of each cause; the most frequent first. */
    List<CauseGroup> causes(StreamId stream, int limit);

    /** How much room a stream has taken: counts stop at these limits, so that a look costs no more than they say. */
    StreamRoom room(StreamId stream, int open, int failed, int deltas);

    /** The oldest delivery that is on its way: its event and when it was fanned out. */
    Optional<StreamDelivery> oldestOpen(StreamId stream);

    /** What came of a stream's deliveries in each hour that something did, oldest first. */
    List<HourTally> tallies(StreamId stream, Instant from, Instant to);
}
