package dev.rollcall.directory.access;

import dev.rollcall.directory.DirectoryException;
import dev.rollcall.directory.DirectoryException.Kind;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.EndpointState;
import dev.rollcall.directory.identifier.Alphanumerics;
import dev.rollcall.directory.log.AuditTrail;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.WriteSession;
import dev.rollcall.directory.token.IssuedToken;
import dev.rollcall.directory.token.ScimToken;
import dev.rollcall.directory.token.TokenScope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/**
 * The SCIM tokens of the connections. Any number may be active at a time, so that a secret is rotated without a gap:
 * issue the new one, give it to the identity provider, revoke the old one.
 */
public final class Tokens {
    /** A lifetime must be longer than this; Auth0's bound. */
    public static final Duration MINIMUM_LIFETIME = Duration.ofSeconds(900);

    /** How many a connection has at most, expired ones included. */
    public static final int MOST = 100;

    private static final String KIND = "scim_token";
    private static final int SECRET_BYTES = 32;

    private final Storage storage;
    private final Clock clock;
    private final RandomGenerator secure;
    private final Optional<Share> share;
    private final AuditTrail trail;

    /** @param secure a cryptographically strong source, except in tests */
    public Tokens(Storage storage, Clock clock, RandomGenerator secure) {
        this(storage, clock, secure, Optional.empty(), AuditTrail.NONE);
    }

    private Tokens(
            Storage storage, Clock clock, RandomGenerator secure, Optional<Share> share, AuditTrail trail) {
        this.storage = storage;
        this.clock = clock;
        this.secure = secure;
        this.share = share;
        this.trail = trail;
    }

    /** The same, and what is asked of it counts for this share instead of the connection's: it may be busy with its own. */
    public Tokens countedFor(Share other) {
        return new Tokens(storage, clock, secure, Optional.of(other), trail);
    }

    /** The same, and what is changed through it is noted there. */
    public Tokens audited(AuditTrail other) {
        return new Tokens(storage, clock, secure, share, other);
    }

    /**
     * Makes a token.
     *
     * @param lifetime longer than 900 seconds; empty for a token that never expires
     * @throws DirectoryException when there is no such connection, it has no SCIM configuration or too many tokens, there is no
     *     scope, or the lifetime is too short
     */
    public IssuedToken issue(ConnectionId connection, Set<TokenScope> scopes, Optional<Duration> lifetime) {
        return issue(connection, scopes, lifetime, (_, _) -> {});
    }

    /**
     * The same when a condition is met.
     *
     * @param condition asked in the write that makes the token, as soon as it is known that the connection takes one, and told the
     *     token's id; throws when it is not met
     */
    IssuedToken issue(ConnectionId connection, Set<TokenScope> scopes, Optional<Duration> lifetime,
            BiConsumer<WriteSession, String> condition) {
        if (scopes.isEmpty()) {
            throw new DirectoryException(Kind.INVALID, "A token needs at least one scope, such as get:users.");
        }
        if (lifetime.isPresent() && lifetime.get().compareTo(MINIMUM_LIFETIME) <= 0) {
            throw new DirectoryException(Kind.INVALID, "A token's lifetime must be longer than 900 seconds.");
        }
        byte[] secretBytes = new byte[SECRET_BYTES];
        secure.nextBytes(secretBytes);
        String tokenId = "tok_" + Alphanumerics.next(secure);
        String secret = tokenId + "." + HexFormat.of().formatHex(secretBytes);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        ScimToken token = new ScimToken(
                connection, tokenId, TokenHash.of(secret), scopes, now, lifetime.map(now::plus), Optional.empty());
        storage.write(share(connection), connection.value(), session -> {
            Optional<Connection> owner = session.connections().find(connection);
            if (owner.isEmpty()) {
                throw new DirectoryException(Kind.NOT_FOUND, "There is no connection " + connection + ".");
            }
            if (owner.get().endpoint() == EndpointState.CLOSED) {
                throw new DirectoryException(Kind.NOT_FOUND, "The connection " + connection
                        + " has no SCIM configuration, so a token would open nothing. Create one first.");
            }
            if (session.tokens().of(connection).size() >= MOST) {
                throw new DirectoryException(Kind.TAKEN, "The connection " + connection + " has " + MOST
                        + " tokens already. Revoke those that are not used any more.");
            }
            condition.accept(session, tokenId);
            session.tokens().insert(token);
            trail.made(session, KIND, Optional.of(connection), tokenId, AuditForms.of(token));
            return token;
        });
        return new IssuedToken(token, secret);
    }

    /** The connection's tokens by creation, expired ones included. */
    public List<ScimToken> list(ConnectionId connection) {
        return storage.read(share(connection), session -> session.tokens().of(connection));
    }

    /** Revokes a token for good; whether there was one. */
    public boolean revoke(ConnectionId connection, String tokenId) {
        return storage.write(share(connection), connection.value(), session -> {
            Optional<ScimToken> known = session.tokens().find(connection, tokenId);
            boolean deleted = session.tokens().delete(connection, tokenId);
            known.filter(token -> deleted)
                    .ifPresent(token -> trail.deleted(session, KIND, Optional.of(connection), tokenId,
                            AuditForms.of(token)));
            return deleted;
        });
    }

    private Share share(ConnectionId id) {
        return share.orElseGet(() -> Share.of(id));
    }
}
