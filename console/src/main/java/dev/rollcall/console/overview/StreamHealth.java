package dev.rollcall.console.overview;

import dev.rollcall.console.overview.HourChart.Count;
import dev.rollcall.console.overview.OverviewView.StreamRow;
import dev.rollcall.directory.storage.HourTally;
import dev.rollcall.directory.storage.ReadSession;
import dev.rollcall.directory.storage.StreamRoom;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamBacklog;
import dev.rollcall.directory.stream.StreamDelivery;
import dev.rollcall.directory.stream.StreamProgress;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.directory.stream.StreamStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How the event streams do.
 *
 * <p>Guarantees: a look costs a few reads by key for each stream, of which there are as many as the setting {@code
 * limits.event-streams} says, and counts no more than {@value #MOST} rows of one.
 */
final class StreamHealth {
    private static final int MOST = 100;
    private static final Duration DAY = Duration.ofDays(1);

    private StreamHealth() {}

    static List<StreamRow> of(ReadSession session, Instant now) {
        List<StreamRow> rows = new ArrayList<>();
        for (EventStream stream : session.streams().all()) {
            Optional<StreamProgress> progress = stream.isHidden() ? Optional.empty()
                    : session.streams().progress(stream.id());
            progress.ifPresent(known -> rows.add(row(session, stream, known, now)));
        }
        return rows;
    }

    private static StreamRow row(ReadSession session, EventStream stream, StreamProgress progress, Instant now) {
        StreamRoom room = session.deliveries().room(stream.id(), MOST, MOST, 1);
        Optional<Instant> oldest = session.deliveries().oldestOpen(stream.id()).map(StreamDelivery::createdAt);
        StreamStatus status = StreamStatus.of(stream, progress,
                new StreamBacklog(room.open(), oldest, room.failed(), 0, false), now);
        Map<Instant, Count> hours = session.deliveries()
                .tallies(stream.id(), now.minus(DAY), now)
                .stream()
                .collect(Collectors.toMap(HourTally::hour, tally -> new Count(tally.delivered(), tally.failed()),
                        (one, other) -> new Count(one.good() + other.good(), one.bad() + other.bad())));
        long failed = hours.values().stream().mapToLong(Count::bad).sum();
        long delivered = hours.values().stream().mapToLong(Count::good).sum();
        return new StreamRow(stream.name(), stream.destination().kind(), stream.state().kind().keyword(),
                tone(stream, status, room), status.sentence().orElse(""), status.since().or(() -> oldest),
                count(room.open()), oldest,
                count(room.failed()), progress.lastSuccessAt(),
                HourChart.of(delivered + " delivered and " + failed + " failed in the last 24 hours", hours, now));
    }

    private static String tone(EventStream stream, StreamStatus status, StreamRoom room) {
        if (stream.state().kind() == StreamState.Kind.DISABLED) {
            return "off";
        }
        if (status.sentence().isPresent()) {
            return "bad";
        }
        return room.failed() > 0 ? "note" : "good";
    }

    private static String count(long rows) {
        return rows >= MOST ? rows + "+" : Long.toString(rows);
    }
}
