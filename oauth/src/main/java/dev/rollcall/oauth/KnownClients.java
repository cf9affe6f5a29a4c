package dev.rollcall.oauth;

import dev.rollcall.directory.client.ClientId;
import dev.rollcall.directory.client.OAuthClient;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Clients and their connections as they are now, or were {@link #STALENESS} ago. Safe for use by many threads.
 */
final class KnownClients {
    /** For how long a client that was read is believed. */
    static final Duration STALENESS = Duration.ofMillis(500);

    /** How many clients are remembered at most; beyond, the memory starts anew. */
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
    private final Map<ClientId, Reading> readings = new ConcurrentHashMap<>();

    KnownClients(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /** The client of that id; empty when it is gone, or its connection is. */
    Optional<Known> find(ClientId id) {
        Instant now = clock.instant();
        Reading before = readings.get(id);
        if (before != null && now.isBefore(before.at().plus(STALENESS)) && !now.isBefore(before.at())) {
            return Optional.of(before.known());
        }
        Optional<Known> known = read(id);
        if (known.isEmpty()) {
            readings.remove(id);
            return known;
        }
        if (readings.size() >= MEMORY) {
            readings.clear();
        }
        readings.put(id, new Reading(known.get(), now));
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
