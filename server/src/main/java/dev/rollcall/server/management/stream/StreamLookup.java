package dev.rollcall.server.management.stream;

import dev.rollcall.directory.access.EventStreams;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamId;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.ManagementRequest;

/** Finds what the path of a request names. */
final class StreamLookup {
    private final EventStreams streams;

    StreamLookup(EventStreams streams) {
        this.streams = streams;
    }

    /** @throws ManagementFailure 404 when there is no such stream, whatever form its id has */
    EventStream of(ManagementRequest request) {
        return StreamId.parse(request.parameter("id"))
                .flatMap(id -> streams.countedFor(request.share()).find(id))
                .orElseThrow(StreamLookup::missing);
    }

    /** @throws ManagementFailure 404 when it is no event's id */
    static EventId event(ManagementRequest request) {
        return EventId.parse(request.parameter("event")).orElseThrow(StreamLookup::noEvent);
    }

    static ManagementFailure missing() {
        return ManagementFailure.missing("inexistent_event_stream", "The event stream does not exist. List them with"
                + " GET /api/v2/event-streams.");
    }

    static ManagementFailure noEvent() {
        return ManagementFailure.missing("inexistent_delivery",
                "The stream has no delivery of this event. List them with"
                        + " GET /api/v2/event-streams/{id}/deliveries; those that are over are kept for a while only.");
    }
}
