package dev.rollcall.directory.access;

import dev.rollcall.directory.client.ClientId;
import dev.rollcall.directory.client.EntraTrust;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.token.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When static tokens, OAuth clients and Entra's own tokens were last used, noted in memory and written from time to time.
 *
 * <p>Guarantees: a use is written to the minute, whoever uses a credential how often, so that reads do not become writes. What
 * cannot be written for one connection is kept for the next time, and hinders no other. Safe for use by many threads.
 */
public final class CredentialUses {
    /** How many credentials are remembered at most; beyond, the memory starts anew. */
    static final int MEMORY = 10_000;

    /** A use is noted at most this often. */
    private static final Duration RESOLUTION = Duration.ofMinutes(1);

    /**
     * A credential.
     *
     * @param owner the connection; empty for the management API
     * @param id of a token or a client, or what those are called who show a token of Entra's own
     */
    private record Credential(Optional<ConnectionId> owner, String id) {}

    private final Storage storage;
    private final Clock clock;
    private final Map<Credential, Instant> noted = new ConcurrentHashMap<>();
    private final Map<Credential, Instant> waiting = new ConcurrentHashMap<>();

    public CredentialUses(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /** Notes that somebody has just shown what it was let in by. */
    public void used(Caller caller) {
        used(new Credential(Optional.of(caller.connection().id()), caller.tokenId()));
    }

    /** Notes that an access token of a client of the management API was just shown. */
    public void used(ClientId client) {
        used(new Credential(client.connection(), client.value()));
    }

    private void used(Credential credential) {
        Instant now = clock.instant();
        Instant before = noted.get(credential);
        if (before == null || !now.isBefore(before.plus(RESOLUTION)) || now.isBefore(before)) {
            if (noted.size() >= MEMORY) {
                noted.clear();
            }
            noted.put(credential, now);
            waiting.put(credential, now);
        }
    }

    /** Writes the uses since the last call, in one transaction a connection. */
    public void write() {
        Map<Optional<ConnectionId>, Map<String, Instant>> byOwner = new HashMap<>();
        for (Credential credential : waiting.keySet()) {
            Instant at = waiting.remove(credential);
            if (at != null) {
                byOwner.computeIfAbsent(credential.owner, o -> new HashMap<>()).put(credential.id, at);
            }
        }
        List<StorageException> failures = new ArrayList<>();
        byOwner.forEach((owner, uses) -> {
            try {
                write(owner, uses);
            } catch (StorageException e) {
                uses.forEach((id, at) -> waiting.putIfAbsent(new Credential(owner, id), at));
                failures.add(e);
            }
        });
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }

    private void write(Optional<ConnectionId> owner, Map<String, Instant> uses) {
        Map<ClientId, Instant> clients = new HashMap<>();
        Map<String, Instant> tokens = new HashMap<>();
        List<Instant> entra = new ArrayList<>();
        uses.forEach((id, at) -> {
            Optional<ClientId> client = ClientId.parse(id);
            if (client.isPresent()) {
                clients.put(client.get(), at);
            } else if (EntraTrust.isCallerId(id)) {
                entra.add(at);
            } else {
                tokens.put(id, at);
            }
        });
        storage.write(owner.map(Share::of).orElse(Share.OAUTH), owner.map(ConnectionId::value).orElse("oauth"),
                session -> {
                    session.clients().touch(clients);
                    owner.ifPresent(connection -> touch(session, connection, tokens, entra));
                    return uses.size();
                });
    }

    private static void touch(
            WriteSession session, ConnectionId connection, Map<String, Instant> tokens, List<Instant> entra) {
        session.tokens().touch(connection, tokens);
        entra.forEach(at -> session.clients().touchTrust(connection, at));
    }
}
