package dev.rollcall.server.management.stream;

import dev.rollcall.directory.access.Connections;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.person.People;
import dev.rollcall.directory.person.PersonSearch;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.server.management.ManagementHandler;
import dev.rollcall.server.management.ManagementRoute;
import java.time.Clock;
import java.util.List;

/** The table of the routes for event streams. */
public final class StreamRoutes {
    private static final String ALL = "/event-streams";
    private static final String ONE = ALL + "/{id}";

    private StreamRoutes() {}

    /** All of them. */
    public static List<ManagementRoute> of(
            StreamServices services, People people, Connections connections, Storage storage, Clock clock) {
        StreamLookup lookup = new StreamLookup(services.streams());
        EventText events = new EventText(services.events(), new PersonSearch(people), connections, clock);
        EventStreamEndpoint stream = new EventStreamEndpoint(services.streams(), services.statuses(), lookup);
        StreamSwitchEndpoint switches = new StreamSwitchEndpoint(services.statuses(), services.switches(), lookup);
        DeliveryEndpoint delivery = new DeliveryEndpoint(storage, services.redeliveries(), lookup, events);
        StreamFigureEndpoint figures = new StreamFigureEndpoint(storage, services.statuses(), lookup, clock);
        StreamActionEndpoint actions = new StreamActionEndpoint(services.actions(), lookup, events);
        SyncEndpoint sync = new SyncEndpoint(services.syncs(), lookup);
        return List.of(
                new ManagementRoute("GET", ALL, ManagementScope.READ_EVENT_STREAMS, stream::list),
                new ManagementRoute("POST", ALL, ManagementScope.CREATE_EVENT_STREAMS, stream::create),
                new ManagementRoute("GET", ONE, ManagementScope.READ_EVENT_STREAMS, stream::read),
                new ManagementRoute("PATCH", ONE, ManagementScope.UPDATE_EVENT_STREAMS, stream::change),
                new ManagementRoute("DELETE", ONE, ManagementScope.DELETE_EVENT_STREAMS, stream::delete),
                update("/pause", switches::pause),
                update("/resume", switches::resume),
                update("/probe", switches::probe),
                update("/rotate-secret", stream::rotateSecret),
                update("/test", actions::test),
                ManagementRoute.readingByPost(ONE + "/preview", ManagementScope.READ_EVENT_STREAMS, actions::preview),
                new ManagementRoute("GET", ONE + "/status", ManagementScope.READ_EVENT_STREAMS, figures::status),
                new ManagementRoute("GET", ONE + "/stats", ManagementScope.READ_EVENT_STREAMS, figures::stats),
                new ManagementRoute("GET", ONE + "/quirks", ManagementScope.READ_EVENT_STREAMS, figures::quirks),
                new ManagementRoute("DELETE", ONE + "/quirks/{name}", ManagementScope.UPDATE_EVENT_STREAMS,
                        figures::forgetQuirk),
                update("/sync", sync::begin),
                new ManagementRoute("GET", ONE + "/sync", ManagementScope.READ_EVENT_STREAMS, sync::read),
                new ManagementRoute("GET", ONE + "/deliveries", ManagementScope.READ_EVENT_DELIVERIES, delivery::list),
                new ManagementRoute("GET", ONE + "/deliveries/{event}", ManagementScope.READ_EVENT_DELIVERIES,
                        delivery::history),
                new ManagementRoute("GET", ONE + "/causes", ManagementScope.READ_EVENT_DELIVERIES, figures::causes),
                new ManagementRoute("GET", ONE + "/skips", ManagementScope.READ_EVENT_DELIVERIES, figures::skips),
                new ManagementRoute("POST", ONE + "/redeliver", ManagementScope.UPDATE_EVENT_DELIVERIES,
                        delivery::redeliver),
                new ManagementRoute("POST", ONE + "/redeliver/{event}", ManagementScope.UPDATE_EVENT_DELIVERIES,
                        delivery::redeliverOne),
                new ManagementRoute("POST", ONE + "/discard", ManagementScope.UPDATE_EVENT_DELIVERIES,
                        delivery::discard));
    }

    private static ManagementRoute update(String below, ManagementHandler handler) {
        return new ManagementRoute("POST", ONE + below, ManagementScope.UPDATE_EVENT_STREAMS, handler);
    }
}
