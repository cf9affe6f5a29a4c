package dev.rollcall.app.service;

import dev.rollcall.directory.access.Connections;
import dev.rollcall.directory.access.EventStreams;
import dev.rollcall.directory.access.Redeliveries;
import dev.rollcall.directory.access.Resends;
import dev.rollcall.directory.access.StateEvent;
import dev.rollcall.directory.access.StreamStatuses;
import dev.rollcall.directory.access.StreamSwitch;
import dev.rollcall.directory.access.StreamSyncs;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.log.AuditTrail;
import dev.rollcall.directory.stream.EventStream;
import dev.rollcall.directory.stream.StreamActions;
import dev.rollcall.server.management.stream.StreamServices;
import java.time.Clock;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The event streams as a command sees them, beside a server that may be delivering. */
public final class LocalStreams {
    private final StreamServices services;
    private final AuditTrail trail;
    private final LocalPeople people;
    private final Connections connections;
    private final Clock clock;
    private final String tenant;

    LocalStreams(
            StreamServices services, AuditTrail trail, LocalPeople people, Connections connections, Clock clock,
            String tenant) {
        this.services = services;
        this.trail = trail;
        this.people = people;
        this.connections = connections;
        this.clock = clock;
        this.tenant = tenant;
    }

    /** The streams themselves. */
    public EventStreams streams() {
        return services.streams().audited(trail);
    }

    /** What pauses and resumes them. */
    public StreamSwitch switches() {
        return services.switches().audited(trail);
    }

    /** How they do. */
    public StreamStatuses statuses() {
        return services.statuses().audited(trail);
    }

    /** Their dead letters. */
    public Redeliveries redeliveries() {
        return services.redeliveries().audited(trail);
    }

    /** What sends somebody once more. */
    public Resends resends() {
        return services.resends().audited(trail);
    }

    /** Their synchronisations. */
    public StreamSyncs syncs() {
        return services.syncs().audited(trail);
    }

    /** What can be tried with one. */
    public StreamActions actions() {
        return services.actions();
    }

    /** An update to the state that a user has now, as an event; empty when there is nobody of that id. */
    public Optional<ObjectNode> stateOf(EventStream stream, String userId) {
        return people.find(userId)
                .stream()
                .filter(profile -> profile.path("user_id").asString("").equals(userId))
                .findFirst()
                .map(profile -> StateEvent.of(profile,
                        UserId.parse(userId).flatMap(id -> connections.find(id.connection())), stream.id(), tenant,
                        clock.instant()));
    }
}
