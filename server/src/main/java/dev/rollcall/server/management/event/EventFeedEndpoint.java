package dev.rollcall.server.management.event;

import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.event.EventType;
import dev.rollcall.directory.rendering.EventSource;
import dev.rollcall.scim.text.Excerpt;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.management.ManagementAnswer;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.ManagementQuery;
import dev.rollcall.server.management.ManagementRequest;
import dev.rollcall.server.management.ManagementRoute;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code GET /events}: the events of all connections as server-sent events, in Auth0's shape. */
public final class EventFeedEndpoint {
    private static final String MEDIA_TYPE = "text/event-stream";
    private static final HeaderName LAST_EVENT_ID = HeaderName.of("Last-Event-ID");

    private final EventSource source;
    private final EventFeeds feeds;

    private EventFeedEndpoint(EventSource source, EventFeeds feeds) {
        this.source = source;
        this.feeds = feeds;
    }

    /** The table of its routes. */
    public static List<ManagementRoute> routes(EventSource source, EventFeeds feeds) {
        return List.of(new ManagementRoute("GET", "/events", ManagementScope.READ_EVENTS,
                new EventFeedEndpoint(source, feeds)::feed));
    }

    private ManagementAnswer feed(ManagementRequest request) {
        ManagementQuery query = request.query();
        Set<EventType> types = types(query);
        Optional<EventId> behind = request.header(LAST_EVENT_ID)
                .filter(text -> !text.isBlank())
                .or(() -> query.text("from"))
                .map(text -> offset(request, text.strip()));
        String position = behind.map(id -> source.before(request.share(), id))
                .or(() -> query.instant("from_timestamp").map(time -> source.since(request.share(), time)))
                .orElseGet(() -> source.end(request.share()));
        EventFeed feed = new EventFeed(source, feeds, request.share(), request.tenantName(), types, position, behind);
        // HEAD would run the feed to its end.
        return ManagementAnswer.streamed(MEDIA_TYPE, request.wantsBody() ? feed : _ -> {})
                .with(HeaderName.of("X-Accel-Buffering"), "no");
    }

    private EventId offset(ManagementRequest request, String text) {
        EventId id = EventId.parse(text).orElseThrow(() -> unreadable(text));
        return switch (source.place(request.share(), id)) {
            case THERE -> id;
            case UNKNOWN -> throw unreadable(text);
            case EXPIRED -> throw new ManagementFailure(410, "cursor_expired",
                    "What followed this offset is not kept any more (store.change-retention). Read users and groups anew, then"
                            + " begin without an offset.");
        };
    }

    private static ManagementFailure unreadable(String text) {
        return new ManagementFailure(400, "invalid_cursor", "The offset " + Excerpt.of(text)
                + " is none of this service. Send the id of an event that came from here, or none.");
    }

    private static Set<EventType> types(ManagementQuery query) {
        Set<EventType> types = EnumSet.noneOf(EventType.class);
        for (String word : query.list("event_type")) {
            types.add(EventType.ofKeyword(word)
                    .orElseThrow(() -> ManagementFailure.query("There is no type of event " + Excerpt.of(word)
                            + ". Send one such as user.created, several times for several.")));
        }
        return types;
    }
}
