package dev.rollcall.directory.access;

import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.token.Caller;
import dev.rollcall.directory.token.ScimToken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Recognises callers by their bearer token.
 *
 * <p>Guarantees: an unknown connection, a foreign token, a wrong secret, an expired and a revoked token are all answered
 * alike; a revocation, in this process or another, is in force within {@link #STALENESS}. Secrets are compared in
 * constant time. Signed access tokens are left to {@link OAuthTokens}, which promise the same. Safe for use by many threads.
 */
public final class Authenticator {
    /** For how long a token that was read is believed. */
    public static final Duration STALENESS = Duration.ofMillis(500);

    /** How many tokens are remembered at most; beyond, the memory starts anew. */
    static final int CACHE_LIMIT = 10_000;

    /**
     * Bytes that the schemas of their connections take at most, counted once for each token; beyond, the memory starts anew.
     */
    static final long MOST_TYPE_BYTES = 16 << 20;

    /** What every JSON Web Token begins with, and no static token does: an encoded {@code {"}. */
    private static final String SIGNED = "eyJ";

    private record Known(Caller caller, byte[] hash, Optional<Instant> validUntil, Instant readAt) {
        boolean isOf(String connectionId) {
            return caller.connection().id().value().equals(connectionId);
        }
    }

    private final Storage storage;
    private final Clock clock;
    private final OAuthTokens signed;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final AtomicLong typeBytes = new AtomicLong();
    private final CredentialUses uses;

    /** One that knows static tokens alone. */
    public Authenticator(Storage storage, Clock clock) {
        this(storage, clock, OAuthTokens.NONE, new CredentialUses(storage, clock));
    }

    /**
     * @param signed recognises access tokens
     * @param uses where it is noted that a credential was used
     */
    public Authenticator(Storage storage, Clock clock, OAuthTokens signed, CredentialUses uses) {
        this.storage = storage;
        this.clock = clock;
        this.signed = signed;
        this.uses = uses;
    }

    /** Who presents this token at this connection; empty when that is nobody we know. */
    public Optional<Caller> authenticate(String connectionId, String bearerToken) {
        if (bearerToken.startsWith(SIGNED)) {
            Optional<Caller> caller = signed.authenticate(connectionId, bearerToken);
            caller.ifPresent(uses::used);
            return caller;
        }
        int dot = bearerToken.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        String tokenId = bearerToken.substring(0, dot);
        Known candidate = lookup(connectionId, tokenId, now);
        if (candidate == null
                || !TokenHash.matches(bearerToken, candidate.hash)
                || candidate.validUntil.filter(until -> !now.isBefore(until)).isPresent()) {
            return Optional.empty();
        }
        uses.used(candidate.caller);
        return Optional.of(candidate.caller);
    }

    /**
     * Whether this token was good at this connection a while ago: found out in no time, without the store, and believed for
     * nothing but that its bearer is none who guesses.
     */
    public boolean remembers(String connectionId, String bearerToken) {
        if (bearerToken.startsWith(SIGNED)) {
            return signed.remembers(bearerToken);
        }
        int dot = bearerToken.indexOf('.');
        Known candidate = dot < 0 ? null : known.get(bearerToken.substring(0, dot));
        return candidate != null
                && candidate.isOf(connectionId)
                && TokenHash.matches(bearerToken, candidate.hash);
    }

    /** Writes the uses since the last call, in one transaction a connection. */
    public void recordUses() {
        uses.write();
    }

    private @Nullable Known lookup(String connectionId, String tokenId, Instant now) {
        Known cached = known.get(tokenId);
        boolean knownHere = cached != null && cached.isOf(connectionId);
        if (cached != null
                && knownHere
                && now.isBefore(cached.readAt.plus(STALENESS))
                && !now.isBefore(cached.readAt)) {
            return cached;
        }
        Known read = ConnectionId.parse(connectionId)
                .flatMap(id -> read(knownHere ? Share.of(id) : Share.UNPROVEN, id, tokenId, now))
                .orElse(null);
        if (read == null) {
            forget(tokenId);
            return null;
        }
        long bytes = typesOf(read);
        if (known.size() >= CACHE_LIMIT || typeBytes.get() + bytes > MOST_TYPE_BYTES) {
            known.clear();
            typeBytes.set(0);
        }
        forget(tokenId);
        known.put(tokenId, read);
        typeBytes.addAndGet(bytes);
        return read;
    }

    private void forget(String tokenId) {
        Known gone = known.remove(tokenId);
        if (gone != null) {
            typeBytes.addAndGet(-typesOf(gone));
        }
    }

    /** What it keeps in memory of the schemas that its connection declares. */
    private static long typesOf(Known one) {
        return one.caller.connection().types().bytes();
    }

    private Optional<Known> read(Share share, ConnectionId id, String tokenId, Instant now) {
        return storage.read(share, session -> {
            Optional<Connection> connection = session.connections().find(id);
            Optional<ScimToken> token = connection.flatMap(c -> session.tokens().find(id, tokenId));
            return token.map(t -> new Known(
                    new Caller(connection.get(), t.tokenId(), t.scopes()),
                    HexFormat.of().parseHex(t.hash()),
                    t.validUntil(),
                    now));
        });
    }
}
