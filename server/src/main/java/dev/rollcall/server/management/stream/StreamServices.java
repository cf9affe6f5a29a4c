package dev.rollcall.server.management.stream;

import dev.rollcall.directory.access.EventStreams;
import dev.rollcall.directory.access.Redeliveries;
import dev.rollcall.directory.access.Resends;
import dev.rollcall.directory.access.StreamOptions;
import dev.rollcall.directory.access.StreamStatuses;
import dev.rollcall.directory.access.StreamSwitch;
import dev.rollcall.directory.access.StreamSyncs;
import dev.rollcall.directory.rendering.EventSource;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.stream.SecretSeal;
import dev.rollcall.directory.stream.StreamActions;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * What the management API needs for event streams.
 *
 * @param actions tries and previews streams
 * @param events reads events of the change record
 */
public record StreamServices(
        EventStreams streams,
        StreamSwitch switches,
        StreamStatuses statuses,
        Redeliveries redeliveries,
        Resends resends,
        StreamSyncs syncs,
        StreamActions actions,
        EventSource events) {

    /**
     * All of it on one store.
     *
     * @param secure a cryptographically strong source, except in tests
     */
    public static StreamServices of(
            Storage storage, SecretSeal seal, Clock clock, RandomGenerator secure, StreamOptions options,
            StreamActions actions, EventSource events) {
        return new StreamServices(
                new EventStreams(storage, seal, clock, secure, options),
                new StreamSwitch(storage, clock, options.hold()),
                new StreamStatuses(storage, clock),
                new Redeliveries(storage, clock),
                new Resends(storage, clock, secure),
                new StreamSyncs(storage, clock),
                actions,
                events);
    }
}
