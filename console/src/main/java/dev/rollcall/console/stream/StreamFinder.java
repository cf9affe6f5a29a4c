package dev.rollcall.console.stream;

import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleServices;
import dev.rollcall.directory.event.EventId;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.server.management.ManagementFailure;

/** Finds what the path of a request names. */
final class StreamFinder {
    private final ConsoleServices services;

    StreamFinder(ConsoleServices services) {
        this.services = services;
    }

    /** @throws ManagementFailure 404 when there is no stream of that id or name */
    EventStream of(ConsoleRequest request) {
        return services.management()
                .streams()
                .streams()
                .countedFor(request.share())
                .find(request.parameter("stream"))
                .orElseThrow(() -> ManagementFailure.missing("inexistent_event_stream",
                        "There is no such event stream; it may have been deleted since you got this link. The page"
                                + " Streams lists those that there are."));
    }

    /** @throws ManagementFailure 404 when it is no event's id */
    static EventId event(ConsoleRequest request) {
        return EventId.parse(request.parameter("event")).orElseThrow(StreamFinder::noDelivery);
    }

    static ManagementFailure noDelivery() {
        return ManagementFailure.missing("inexistent_delivery",
                "The stream has no delivery of this event. Those that are over are kept for a while only"
                        + " (outbound.delivery-retention); it may have gone since you got this link.");
    }
}
