package dev.rollcall.directory.access;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.client.EntraTrust;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.log.AuditTrail;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Which connections trust Entra's own access tokens, which none does unless it is said here.
 *
 * <p>Guarantees: no token is good for two connections. One tenant is trusted by one of them, or by several of which each pins
 * the same claim to a value of its own.
 */
public final class EntraTrusts {
    private static final String KIND = "entra_trust";

    private final Storage storage;
    private final Clock clock;
    private final AuditTrail trail;

    public EntraTrusts(Storage storage, Clock clock) {
        this(storage, clock, AuditTrail.NONE);
    }

    private EntraTrusts(Storage storage, Clock clock, AuditTrail trail) {
        this.storage = storage;
        this.clock = clock;
        this.trail = trail;
    }

    /** The same, and what is changed through it is noted there. */
    public EntraTrusts audited(AuditTrail other) {
        return new EntraTrusts(storage, clock, other);
    }

    /** What a connection trusts Entra with. */
    public Optional<EntraTrust> find(ConnectionId connection) {
        return storage.read(Share.of(connection), session -> session.clients().trust(connection));
    }

    /**
     * Makes it what its connection trusts Entra with.
     *
     * @throws DirectoryException when there is no such connection, no scope, or a token could be good for another one
     */
    public EntraTrust trust(EntraTrust asked) {
        if (asked.scopes().isEmpty()) {
            throw new DirectoryException(Kind.INVALID, "It needs at least one scope, such as get:users.");
        }
        EntraTrust trust = new EntraTrust(asked.connectionId(), asked.tenant(), asked.audience(), asked.caller(),
                asked.pin(), asked.scopes(), clock.instant().truncatedTo(ChronoUnit.MILLIS), Optional.empty());
        ConnectionId connection = trust.connectionId();
        return storage.write(Share.of(connection), "entra-trust", session -> {
            if (session.connections().find(connection).isEmpty()) {
                throw new DirectoryException(Kind.NOT_FOUND, "There is no connection " + connection + ".");
            }
            session.clients()
                    .trustIn(trust.tenant())
                    .stream()
                    .filter(other -> !other.connectionId().equals(connection) && other.overlaps(trust))
                    .findFirst()
                    .ifPresent(other -> {
                        throw taken(other);
                    });
            Optional<EntraTrust> before = session.clients().trust(connection);
            session.clients().trust(trust);
            before.ifPresentOrElse(
                    known -> trail.changed(session, KIND, Optional.of(connection), connection.value(),
                            AuditForms.of(known), AuditForms.of(trust)),
                    () -> trail.made(session, KIND, Optional.of(connection), connection.value(),
                            AuditForms.of(trust)));
            return trust;
        });
    }

    /** Ends a connection's trust; whether there was any. */
    public boolean distrust(ConnectionId connection) {
        return storage.write(Share.of(connection), "entra-trust", session -> {
            Optional<EntraTrust> known = session.clients().trust(connection);
            known.ifPresent(trust -> trail.deleted(session, KIND, Optional.of(connection), connection.value(),
                    AuditForms.of(trust)));
            return session.clients().distrust(connection);
        });
    }

    private static DirectoryException taken(EntraTrust other) {
        String apart = other.pin()
                .map(pin -> "Give the claim " + pin.claim() + " another value here than there.")
                .orElse("Pin a claim there first, such as oid, and then the same claim with another value here.");
        return new DirectoryException(Kind.TAKEN, "The connection " + other.connectionId() + " trusts the tenant "
                + other.tenant() + " already, and one token must not be good for both. " + apart);
    }
}
