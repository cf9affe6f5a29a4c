package dev.rollcall.directory.stream;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.SubjectKey;
import java.time.Instant;
import java.util.Optional;

/**
 * What is owed to one stream for one subject: the unit of work, of which one worker holds one at a time.
 *
 * <p>A lease is the due time: a claim moves it ahead and raises the lease number, so that the head of a worker that died is due
 * by itself, and a result that comes with an old number is recognised.
 *
 * @param dueAt not before this moment; {@link #WAITING} for one that waits for something else
 * @param leaseNo the number of the last claim
 * @param node who holds it; empty for nobody
 * @param lastEvent the newest event that it stands for
 * @param tries how often it was tried in vain since the last success
 * @param since when what is owed was fanned out, or what was owed before it was over; once it was tried in vain, when that was so
 *     first: what gives up counts from here, and no time in which nothing was tried; to the millisecond
 * @param doubt whether an answer of the target may have been lost, so that it has to be looked first
 * @param cause what was wrong the last time; empty for nothing
 */
public record DeliveryHead(
        StreamId stream,
        SubjectKey subject,
        Instant dueAt,
        long leaseNo,
        Optional<String> node,
        HeadIntent intent,
        EventId lastEvent,
        int tries,
        Instant since,
        boolean doubt,
        HeadOrigin origin,
        Optional<String> cause) {
    /** The due time of a head that waits for something else than time. */
    public static final Instant WAITING = Instant.parse("9999-01-01T00:00:00Z");

    /** One that is due now. */
    public static DeliveryHead due(
            StreamId stream, SubjectKey subject, HeadIntent intent, EventId event, HeadOrigin origin, Instant now) {
        return new DeliveryHead(stream, subject, now, 0, Optional.empty(), intent, event, 0, now, false, origin,
                Optional.empty());
    }
}
