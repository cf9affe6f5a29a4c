package dev.rollcall.oauth;

import dev.rollcall.directory.client.ClientId;
import dev.rollcall.directory.client.OAuthClient;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Clients and their connections as they are now, or were {@link #STALENESS} ago. Safe for use by many threads.
 */
final class KnownClients {
    /** For how long a client that was read is believed. */
    static final Duration STALENESS = Duration.ofMillis(500);

    /** How many clients are remembered at most; of more, those that were not asked for for the longest are read again. */
    static final int MEMORY = 10_000;

    /**
     * A client.
     *
     * @param connection that it belongs to; empty for one of the management API
     */
    record Known(OAuthClient client, Optional<Connection> connection) {}

    private record Reading(Known known, Instant at) {}

    private final Storage storage;
    private final Clock clock;
    private final Memory<ClientId, Reading> readings = new Memory<>(MEMORY);

    KnownClients(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /** The client of that id; empty when it is gone, or its connection is. */
    Optional<Known> find(ClientId id) {
        Instant now = clock.instant();
        Optional<Known> fresh = readings.find(id)
                .filter(before -> now.isBefore(before.at().plus(STALENESS)) && !now.isBefore(before.at()))
                .map(Reading::known);
        if (fresh.isPresent()) {
            return fresh;
        }
        Optional<Known> known = read(id);
        if (known.isEmpty()) {
            readings.forget(id);
            return known;
        }
        // Schemas that a connection declares are large, and remembered within a bound where they are read.
        if (known.get().connection().filter(connection -> connection.types().bytes() > 0).isEmpty()) {
            readings.put(id, new Reading(known.get(), now));
        }
        return known;
    }

    private Optional<Known> read(ClientId id) {
        Share share = id.connection().map(Share::of).orElse(Share.OAUTH);
        return storage.read(share, session -> {
            Optional<OAuthClient> client = session.clients().find(id);
            if (id.connection().isEmpty()) {
                return client.map(found -> new Known(found, Optional.empty()));
            }
            return session.connections()
                    .find(id.connection().get())
                    .flatMap(connection -> client.map(found -> new Known(found, Optional.of(connection))));
        });
    }
}
