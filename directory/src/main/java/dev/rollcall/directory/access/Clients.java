package dev.rollcall.directory.access;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.client.ClientDraft;
import dev.rollcall.directory.client.ClientId;
import dev.rollcall.directory.client.ClientSecret;
import dev.rollcall.directory.client.IssuedSecret;
import dev.rollcall.directory.client.NewClient;
import dev.rollcall.directory.client.OAuthClient;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.identifier.Alphanumerics;
import dev.rollcall.directory.log.AuditTrail;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.WriteSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The OAuth clients of the management API and of connections. A client may have several secrets at a time, so that one is
 * rotated without a gap. What is done here is in effect in every running server within a second.
 */
public final class Clients {
    /** How many clients a connection, or the management API, has at most. */
    public static final int MOST_CLIENTS = 100;

    /** How many secrets a client has at most, expired ones left out. */
    public static final int MOST_SECRETS = 10;

    private static final int SECRET_BYTES = 32;

    /** The hash of no secret, compared where there is none, so that the time does not tell. */
    private static final byte[] NO_HASH = new byte[32];

    private final Storage storage;
    private final Clock clock;
    private final RandomGenerator secure;
    private final Optional<Share> share;
    private final AuditTrail trail;

    /** @param secure a cryptographically strong source, except in tests */
    public Clients(Storage storage, Clock clock, RandomGenerator secure) {
        this(storage, clock, secure, Optional.empty(), AuditTrail.NONE);
    }

    private Clients(Storage storage, Clock clock, RandomGenerator secure, Optional<Share> share, AuditTrail trail) {
        this.storage = storage;
        this.clock = clock;
        this.secure = secure;
        this.share = share;
        this.trail = trail;
    }

    /** The same, and what is asked of it counts for this share instead of the connection's: it may be busy with its own. */
    public Clients countedFor(Share other) {
        return new Clients(storage, clock, secure, Optional.of(other), trail);
    }

    /** The same, and what is changed through it is noted there. */
    public Clients audited(AuditTrail other) {
        return new Clients(storage, clock, secure, share, other);
    }

    /**
     * Makes a client, with a secret unless it shows by assertions that it is it.
     *
     * @throws DirectoryException when the draft breaks a rule, there is no such connection, or there are too many clients
     */
    public NewClient create(ClientDraft draft) {
        NewClient made = draw(draft);
        ClientId id = made.client().id();
        return storage.write(share(id), lane(id), session -> {
            requireConnection(session, draft.connection());
            if (session.clients().of(draft.connection()).size() >= MOST_CLIENTS) {
                throw new DirectoryException(Kind.INVALID, "There are " + MOST_CLIENTS
                        + " clients already, which is the most there may be. Delete one that is not needed any more.");
            }
            insert(session, made);
            return made;
        });
    }

    /** A client that is in no store yet. */
    NewClient draw(ClientDraft draft) {
        ClientRules.check(draft);
        String alphanumerics = Alphanumerics.next(secure);
        ClientId id = draft.connection()
                .map(connection -> ClientId.of(connection, alphanumerics))
                .orElseGet(() -> ClientId.ofManagement(alphanumerics));
        Instant now = now();
        OAuthClient client = new OAuthClient(id, draft.name(), draft.scopes(), draft.tokenLifetime(), draft.keySet(),
                draft.federation(), now, Optional.empty());
        Optional<IssuedSecret> secret = draft.keySet().isPresent() || draft.federation().isPresent()
                ? Optional.empty()
                : Optional.of(secret(id, draft.secretLifetime(), now));
        return new NewClient(client, secret);
    }

    /** Puts a client that was drawn into the store. */
    void insert(WriteSession session, NewClient made) {
        ClientId id = made.client().id();
        session.clients().insert(made.client());
        made.secret().ifPresent(issued -> session.clients().addSecret(issued.secret()));
        trail.made(session, "client", id.connection(), id.value(), AuditForms.of(made.client()));
    }

    /** One client. */
    public Optional<OAuthClient> find(ClientId id) {
        return storage.read(share(id), session -> session.clients().find(id));
    }

    /**
     * The clients of a connection by creation.
     *
     * @param connection empty for those of the management API
     */
    public List<OAuthClient> list(Optional<ConnectionId> connection) {
        return storage.read(Share.HOUSE, session -> session.clients().of(connection));
    }

    /** A client's secrets by creation, expired ones included. */
    public List<ClientSecret> secrets(ClientId id) {
        return storage.read(share(id), session -> session.clients().secrets(id));
    }

    /**
     * Gives a client one more secret, and lets those that it has expire after a while. Secrets that have expired are forgotten.
     *
     * @param lifetime of the new one; empty for one that never expires
     * @param overlap how long the others are valid on; nothing ends them at once
     * @throws DirectoryException when there is no such client, or it has too many secrets
     */
    public IssuedSecret rotate(ClientId id, Optional<Duration> lifetime, Duration overlap) {
        ClientRules.checkSecretLifetime(lifetime);
        Instant now = now();
        IssuedSecret issued = secret(id, lifetime, now);
        return storage.write(share(id), lane(id), session -> {
            OAuthClient client = session.clients().find(id).orElseThrow(() -> missing(id));
            if (client.keySet().isPresent() || client.federation().isPresent()) {
                throw new DirectoryException(Kind.INVALID, "The client " + id + " signs assertions and has no secret"
                        + " to rotate. Change its keys where they are, or make another client.");
            }
            session.clients().expireSecrets(id, now.plus(overlap));
            session.clients().deleteExpiredSecrets(id, now);
            if (session.clients().secrets(id).size() >= MOST_SECRETS) {
                throw new DirectoryException(Kind.INVALID, "The client " + id + " has " + MOST_SECRETS
                        + " secrets already, which is the most it may have. Rotate with a shorter overlap.");
            }
            session.clients().addSecret(issued.secret());
            trail.made(session, "client_secret", id.connection(), id.value(), AuditForms.of(issued.secret()));
            return issued;
        });
    }

    /** Deletes a client for good; whether there was one. */
    public boolean delete(ClientId id) {
        return storage.write(share(id), lane(id), session -> {
            Optional<OAuthClient> known = session.clients().find(id);
            boolean deleted = session.clients().delete(id);
            known.filter(client -> deleted)
                    .ifPresent(client -> trail.deleted(session, "client", id.connection(), id.value(),
                            AuditForms.of(client)));
            return deleted;
        });
    }

    /**
     * The client that shows this secret; empty when there is none, the secret is none of its own, or it has expired. The
     * same is looked up and computed in each case, so that the time it takes does not tell which client ids there are.
     */
    public Optional<OAuthClient> authenticate(String clientId, String secret) {
        int dot = secret.indexOf('.');
        String secretId = dot < 0 ? "" : secret.substring(0, dot);
        Optional<ClientId> id = ClientId.parse(clientId);
        Optional<Kept> kept = id.flatMap(known -> storage.read(Share.UNPROVEN, session -> {
            // Each is looked for whether the others are there or not: otherwise the time tells which client ids there are.
            Optional<OAuthClient> client = session.clients().find(known);
            Optional<ClientSecret> shown = session.clients().secret(known, secretId);
            boolean there = known.connection().map(c -> session.connections().find(c).isPresent()).orElse(true);
            return there ? client.flatMap(found -> shown.map(s -> new Kept(found, s))) : Optional.empty();
        }));
        byte[] hash = kept.map(found -> HexFormat.of().parseHex(found.secret().hash())).orElse(NO_HASH);
        boolean matches = TokenHash.matches(secret, hash);
        return kept.filter(found -> matches && found.secret().isValidAt(clock.instant())).map(Kept::client);
    }

    private record Kept(OAuthClient client, ClientSecret secret) {}

    private IssuedSecret secret(ClientId client, Optional<Duration> lifetime, Instant now) {
        byte[] bytes = new byte[SECRET_BYTES];
        secure.nextBytes(bytes);
        String secretId = "sec_" + Alphanumerics.next(secure);
        String text = secretId + "." + HexFormat.of().formatHex(bytes);
        return new IssuedSecret(
                new ClientSecret(client, secretId, TokenHash.of(text), now, lifetime.map(now::plus)), text);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static void requireConnection(WriteSession session, Optional<ConnectionId> connection) {
        if (connection.isPresent() && session.connections().find(connection.get()).isEmpty()) {
            throw new DirectoryException(Kind.NOT_FOUND, "There is no connection " + connection.get() + ".");
        }
    }

    private static DirectoryException missing(ClientId id) {
        return new DirectoryException(Kind.NOT_FOUND,
                "There is no client " + id + ": see the clients with \"rollcall client list\".");
    }

    /** Of the connection, so that clients of one never wait for those of another. */
    private Share share(ClientId id) {
        return share.orElseGet(() -> id.connection().map(Share::of).orElse(Share.OAUTH));
    }

    private static String lane(ClientId id) {
        return id.connection().map(ConnectionId::value).orElse("oauth");
    }
}
