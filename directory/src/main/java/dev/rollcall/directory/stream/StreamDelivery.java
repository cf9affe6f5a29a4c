package dev.rollcall.directory.stream;

import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.event.SubjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One event on its way to one stream.
 *
 * @param type for a SCIM target, a part of a group's change is one delivery of the type of its first event
 * @param intent what the event alone asks for
 * @param createdAt when it was fanned out, to the millisecond
 * @param finishedAt when its last way ended; empty while it is pending
 * @param tries how often it was tried in vain, on its last way
 * @param cause of a failure, without ids, or the keyword of a {@link SkipReason}; at most {@value #LONGEST_CAUSE} characters
 * @param note what is worth knowing of it; at most {@value #LONGEST_NOTE} characters
 * @param late whether it was delivered again after newer ones
 * @param byEvent which event was sent in its place, of a superseded one
 * @param duration of the run that ended it
 * @param payload the event itself, of one that stands in no change; at most {@value #LONGEST_PAYLOAD} characters
 */
public record StreamDelivery(
        StreamId stream,
        EventId event,
        SubjectKey subject,
        EventType type,
        DeliveryState state,
        HeadIntent intent,
        Instant createdAt,
        Optional<Instant> finishedAt,
        int tries,
        Optional<String> cause,
        Optional<String> note,
        boolean late,
        Optional<EventId> byEvent,
        Optional<Duration> duration,
        Optional<String> payload) {
    /** The most characters of a cause. */
    public static final int LONGEST_CAUSE = 512;

    /** The most characters of a note. */
    public static final int LONGEST_NOTE = 2_048;

    /** The most characters of an event that a test brings. */
    public static final int LONGEST_PAYLOAD = 262_144;

    public StreamDelivery {
        cause = cause.map(text -> text.length() <= LONGEST_CAUSE ? text : text.substring(0, LONGEST_CAUSE));
        note = note.map(text -> text.length() <= LONGEST_NOTE ? text : text.substring(0, LONGEST_NOTE));
        if (payload.filter(text -> text.length() > LONGEST_PAYLOAD).isPresent()) {
            throw new IllegalArgumentException("A test event has " + LONGEST_PAYLOAD + " characters at most.");
        }
    }

    /** One that is on its way from now on. */
    public static StreamDelivery pending(
            StreamId stream, EventId event, SubjectKey subject, EventType type, HeadIntent intent, Instant now) {
        return new StreamDelivery(stream, event, subject, type, DeliveryState.PENDING, intent, now, Optional.empty(), 0,
                Optional.empty(), Optional.empty(), false, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** One that a filter passes over. */
    public static StreamDelivery skipped(
            StreamId stream, EventId event, SubjectKey subject, EventType type, HeadIntent intent, SkipReason reason,
            Instant now) {
        return new StreamDelivery(stream, event, subject, type, DeliveryState.SKIPPED, intent, now, Optional.of(now), 0,
                Optional.of(reason.keyword()), Optional.empty(), false, Optional.empty(), Optional.empty(),
                Optional.empty());
    }

    /** One whose subject's state was sent already as it was after this event. */
    public static StreamDelivery superseded(
            StreamId stream, EventId event, SubjectKey subject, EventType type, HeadIntent intent, EventId by,
            Instant now) {
        return new StreamDelivery(stream, event, subject, type, DeliveryState.SUPERSEDED, intent, now, Optional.of(now),
                0, Optional.empty(), Optional.empty(), false, Optional.of(by), Optional.empty(), Optional.empty());
    }

    /** The same with the event that stands in no change. */
    public StreamDelivery with(String event) {
        return new StreamDelivery(stream, this.event, subject, type, state, intent, createdAt, finishedAt, tries, cause,
                note, late, byEvent, duration, Optional.of(event));
    }
}
