package dev.rollcall.directory.access;

import dev.rollcall.directory.access.KnownTokens.Known;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.token.Caller;
import dev.rollcall.directory.token.ScimToken;
import dev.rollcall.setting.SettingValues;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

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

    /** What every JSON Web Token begins with, and no static token does: an encoded {@code {"}. */
    private static final String SIGNED = "eyJ";

    private final Storage storage;
    private final Clock clock;
    private final OAuthTokens signed;
    private final KnownTokens known;
    private final CredentialUses uses;

    /** One that knows static tokens alone. */
    public Authenticator(Storage storage, Clock clock) {
        this(storage, clock, OAuthTokens.NONE, new CredentialUses(storage, clock),
                TokenSettings.memory(SettingValues.defaults()));
    }

    /**
     * @param signed recognises access tokens
     * @param uses where it is noted that a credential was used
     * @param memory for tokens that were read, in bytes; see {@link TokenSettings}
     */
    public Authenticator(Storage storage, Clock clock, OAuthTokens signed, CredentialUses uses, long memory) {
        this.storage = storage;
        this.clock = clock;
        this.signed = signed;
        this.uses = uses;
        this.known = new KnownTokens(memory);
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
        Optional<Caller> caller = lookup(connectionId, tokenId, now)
                .filter(candidate -> TokenHash.matches(bearerToken, candidate.hash()))
                .filter(candidate -> candidate.validUntil().filter(until -> !now.isBefore(until)).isEmpty())
                .flatMap(Known::caller);
        caller.ifPresent(uses::used);
        return caller;
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
        return dot >= 0
                && known.find(connectionId, bearerToken.substring(0, dot))
                        .filter(candidate -> TokenHash.matches(bearerToken, candidate.hash()))
                        .isPresent();
    }

    /** Writes the uses since the last call, in one transaction a connection. */
    public void recordUses() {
        uses.write();
    }

    private Optional<Known> lookup(String connectionId, String tokenId, Instant now) {
        Optional<Known> before = known.find(connectionId, tokenId);
        if (before.filter(cached -> isFresh(cached, now)).isPresent()) {
            return before;
        }
        Optional<ConnectionId> id = ConnectionId.parse(connectionId);
        Optional<Known> read = id
                .flatMap(there -> read(before.isPresent() ? Share.of(there) : Share.UNPROVEN, there, tokenId, now));
        if (read.isPresent()) {
            known.keep(id.orElseThrow(), tokenId, read.get());
        } else {
            known.forget(connectionId, tokenId);
        }
        return read;
    }

    private static boolean isFresh(Known cached, Instant now) {
        return cached.caller().isPresent()
                && now.isBefore(cached.readAt().plus(STALENESS))
                && !now.isBefore(cached.readAt());
    }

    private Optional<Known> read(Share share, ConnectionId id, String tokenId, Instant now) {
        return storage.read(share, session -> {
            Optional<Connection> connection = session.connections().find(id);
            Optional<ScimToken> token = connection.flatMap(c -> session.tokens().find(id, tokenId));
            return token.map(t -> new Known(
                    HexFormat.of().parseHex(t.hash()),
                    t.validUntil(),
                    now,
                    Optional.of(new Caller(connection.get(), t.tokenId(), t.scopes()))));
        });
    }
}
