package dev.rollcall.store.table;

import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.stream.DeliveryPolicy;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamFilter;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.directory.stream.StreamSettings;
import dev.rollcall.directory.stream.StreamSettingsJson;
import dev.rollcall.directory.stream.StreamState;
import dev.rollcall.directory.stream.TargetAccess;
import dev.rollcall.directory.stream.TargetNetwork;
import dev.rollcall.directory.stream.WebhookTarget;
import dev.rollcall.store.jdbc.Row;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** How the rows of event streams are read. */
final class StreamRows {
    static final String COLUMNS = "SELECT stream_id, name, state, reason, state_since, subscriptions, settings,"
            + " secrets, created_at, updated_at, revision FROM event_stream";

    /** Stands where settings cannot be read; nothing is ever sent there. */
    private static final StreamSettings UNREADABLE = new StreamSettings(
            new WebhookTarget(URI.create("https://unreadable.invalid/"), new TargetAccess.None(),
                    Duration.ofSeconds(15),
                    1, TargetNetwork.DIRECT),
            StreamFilter.NONE, DeliveryPolicy.DEFAULT);

    private StreamRows() {}

    /** One whose settings this version cannot read is there as a paused one, so that it stops none of the others. */
    static EventStream read(Row row) {
        List<EventType> subscriptions = Arrays.stream(row.text(6).split(" "))
                .flatMap(keyword -> EventType.ofKeyword(keyword).stream())
                .toList();
        StreamState state = new StreamState(StreamState.Kind.of(row.text(3)), row.optionalText(4), row.instant(5));
        StreamSettings settings;
        try {
            settings = StreamSettingsJson.parse(row.text(7));
        } catch (RuntimeException unreadable) {
            settings = UNREADABLE;
            state = StreamState.paused("The settings of this stream cannot be read (" + unreadable.getMessage()
                    + "). Set its destination anew, or use the version of Rollcall that wrote them.", row.instant(5));
        }
        return new EventStream(new StreamId(row.text(1)), row.text(2), state, subscriptions, settings,
                row.optionalText(8), row.instant(9), row.instant(10), row.number(11));
    }
}
