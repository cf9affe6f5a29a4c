package dev.rollcall.console.stream;

import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.Frame;
import dev.rollcall.console.frame.QuickAction;
import dev.rollcall.directory.change.ChangeRecord;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.StreamRoom;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamBacklog;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamProgress;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.directory.stream.StreamStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the event streams do.
 *
 * <p>Guarantees: a look costs a few reads by key for each stream, of which there are as many as the setting {@code
 * limits.event-streams} says, and counts no more than {@value #MOST} rows of one, and of
 * one that is not followed {@value #MOST_BEHIND} changes that wait.
 */
public final class StreamHealth {
    private static final int MOST = 100;
    private static final int MOST_BEHIND = 1_000;

    private StreamHealth() {}

    /** All streams that are not hidden, by id. */
    public static List<StreamRow> of(ReadSession session, Frame frame, Instant now) {
        List<StreamRow> rows = new ArrayList<>();
        for (EventStream stream : session.streams().all()) {
            Optional<StreamProgress> progress = stream.isHidden() ? Optional.empty()
                    : session.streams().progress(stream.id());
            progress.ifPresent(known -> rows.add(row(session, stream, known, frame, now)));
        }
        return rows;
    }

    private static StreamRow row(ReadSession session, EventStream stream, StreamProgress progress, Frame frame,
            Instant now) {
        StreamRoom room = session.deliveries().room(stream.id(), MOST, MOST, 1);
        // What waits for a stream that is not followed is a place in the change record, and no rows.
        boolean followed = stream.state().isEnabled();
        int behind = session.changes().behind(progress.position(), followed ? 1 : MOST_BEHIND);
        Optional<Instant> oldest = session.deliveries().oldestOpen(stream.id()).map(StreamDelivery::createdAt);
        Optional<Instant> change = oldestChange(session, progress, behind);
        StreamStatus status = StreamStatus.of(stream, progress,
                new StreamBacklog(room.open(), oldest, room.failed(), behind, behind >= MOST_BEHIND), now);
        StreamDay day = StreamDay.of(session, stream.id(), now);
        StreamVerdict verdict = StreamVerdict.of(stream, status, day, change, now);
        return new StreamRow(stream.name(), frame.link(ConsolePath.STREAM, stream.id().value()),
                stream.destination().kind(), state(stream), verdict.tone(), verdict.sentence().orElse(""),
                verdict.since(),
                count(room.open()), followed ? "" : behind + (behind >= MOST_BEHIND ? "+" : ""),
                oldest.or(() -> followed ? Optional.empty() : change), count(room.failed()), progress.lastDeliveryAt(),
                day.chart(), actions(stream, progress, frame, now));
    }

    /** One that waits for a synchronisation, or was switched off, goes on by its own page alone. */
    private static List<QuickAction> actions(EventStream stream, StreamProgress progress, Frame frame, Instant now) {
        if (!frame.may(ManagementScope.UPDATE_EVENT_STREAMS)) {
            return List.of();
        }
        String id = stream.id().value();
        List<QuickAction> actions = new ArrayList<>();
        if (stream.state().kind() == StreamState.Kind.PAUSED) {
            actions.add(new QuickAction("Resume", stream.name(), frame.link(ConsolePath.STREAM_RESUME, id), "backlog",
                    "deliver", ""));
        }
        if (stream.state().isEnabled() && StreamStatus.isOpen(progress, now)) {
            actions.add(
                    new QuickAction("Probe now", stream.name(), frame.link(ConsolePath.STREAM_PROBE, id), "do", "probe",
                            ""));
        }
        if (stream.state().isEnabled()) {
            actions.add(new QuickAction("Pause", stream.name(), frame.link(ConsolePath.STREAM_PAUSE, id), "do", "pause",
                    "Pause " + stream.name() + "? What is on its way, and what happens meanwhile, waits for it."));
        }
        return actions;
    }

    /** When the oldest change was made that is not put on its way. @param behind how many there are */
    static Optional<Instant> oldestChange(ReadSession session, StreamProgress progress, long behind) {
        return behind == 0 ? Optional.empty()
                : session.changes()
                        .page(progress.position(), 1)
                        .changes()
                        .stream()
                        .map(ChangeRecord::time)
                        .findFirst();
    }

    /** Whether it delivers, in a word. */
    static String state(EventStream stream) {
        return stream.state().kind().keyword().replace('_', ' ');
    }

    private static String count(long rows) {
        return rows >= MOST ? rows + "+" : Long.toString(rows);
    }
}
