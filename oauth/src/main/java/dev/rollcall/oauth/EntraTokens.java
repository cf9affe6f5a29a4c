package dev.rollcall.oauth;

import com.nimbusds.jose.jwk.JWK;
import dev.rollcall.directory.client.EntraTrust;
import dev.rollcall.directory.connection.Connection;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.token.Caller;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Knows Entra's provisioning service by the access tokens that Entra issues when no secret token is set for an application (entra.md
 * section 2.6).
 *
 * <p>Guarantees: such a token is good only at a connection that trusts its tenant: issuer and keys are that tenant's, the audience
 * and the calling application are those of the trust, a pinned claim has its value, and it has not expired. A trust that ends is
 * worth nothing within {@link #STALENESS}. Nothing is fetched for a token that names another tenant. Safe for use by many threads.
 */
final class EntraTokens {
    /** For how long a trust that was read is believed. */
    static final Duration STALENESS = Duration.ofMillis(500);

    /** How many trusts are remembered at most; of more, those that were not asked for for the longest are read again. */
    static final int MEMORY = 10_000;

    private static final String GLOBAL_ISSUER = "https://sts.windows.net";
    private static final String CHINESE_ISSUER = "https://sts.chinacloudapi.cn";
    /** What tokens of version 1 are issued by in clouds with an issuer of their own, by the host of the authority. */
    private static final Map<String, String> FIRST_ISSUERS = Map.of(
            "login.partner.microsoftonline.cn", CHINESE_ISSUER,
            "login.chinacloudapi.cn", CHINESE_ISSUER,
            "login.microsoftonline.de", "https://sts.microsoftonline.de");

    private record Trusted(Optional<EntraTrust> trust, Optional<Connection> connection, Instant at) {
        /** To be remembered: schemas that a connection declares are large, and kept within a bound where they are read. */
        private Trusted small() {
            return connection.filter(declares -> declares.types().bytes() > 0).isEmpty()
                    ? this
                    : new Trusted(trust, Optional.empty(), Instant.MIN);
        }
    }

    private final Storage storage;
    private final IssuerKeys issuers;
    private final String authority;
    private final String firstIssuer;
    private final Clock clock;
    private final Memory<ConnectionId, Trusted> trusts = new Memory<>(MEMORY);

    /**
     * @param authority where tenants have their keys, without a slash at its end
     * @param issuer what comes before the tenant in the issuer of tokens of version 1; empty for that of the authority's cloud
     */
    EntraTokens(Storage storage, IssuerKeys issuers, URI authority, Optional<URI> issuer, Clock clock) {
        this.firstIssuer = issuer.map(URI::toString)
                .orElseGet(() -> FIRST_ISSUERS
                        .getOrDefault(String.valueOf(authority.getHost()).toLowerCase(Locale.ROOT), GLOBAL_ISSUER));
        this.storage = storage;
        this.issuers = issuers;
        this.authority = authority.toString();
        this.clock = clock;
    }

    /**
     * Who shows this token at this connection; empty when it is not good there.
     *
     * @throws dev.rollcall.directory.access.KeysUnavailableException when the tenant's keys cannot be had now
     */
    Optional<Caller> caller(String connectionId, SignedToken token) {
        Optional<Trusted> trusted = ConnectionId.parse(connectionId).map(this::trusted);
        Optional<EntraTrust> found = trusted.flatMap(Trusted::trust);
        Optional<Connection> connection = trusted.flatMap(Trusted::connection);
        if (found.isEmpty() || connection.isEmpty()) {
            return Optional.empty();
        }
        EntraTrust trust = found.get();
        if (!isFor(trust, token) || !isInTime(token)) {
            return Optional.empty();
        }
        URI keySet = URI.create(authority + "/" + trust.tenant() + "/discovery/v2.0/keys");
        List<JWK> keys = issuers.find(keySet, token.keyId());
        return keys.stream().anyMatch(token::isSignedBy)
                ? Optional.of(new Caller(connection.get(), trust.callerId(), trust.scopes(),
                        token.text(connection.get().me().name())))
                : Optional.empty();
    }

    private boolean isFor(EntraTrust trust, SignedToken token) {
        String tenant = trust.tenant();
        boolean issuer = token.has("iss", firstIssuer + "/" + tenant + "/")
                || token.has("iss", authority + "/" + tenant + "/v2.0");
        boolean caller = token.has("appid", trust.caller()) || token.has("azp", trust.caller());
        return issuer
                && caller
                && token.has("tid", tenant)
                && token.audience().equals(Optional.of(trust.audience()))
                && token.type().map("jwt"::equals).orElse(true)
                && trust.pin().map(pin -> token.has(pin.claim(), pin.value())).orElse(true);
    }

    private boolean isInTime(SignedToken token) {
        Instant now = clock.instant();
        return token.expiresAt().filter(now::isBefore).isPresent()
                && !token.isEarly(now, ClientAssertions.LEEWAY);
    }

    private Trusted trusted(ConnectionId id) {
        Instant now = clock.instant();
        Optional<Trusted> before = trusts.find(id);
        Optional<Trusted> fresh = before.filter(
                known -> now.isBefore(known.at().plus(STALENESS)) && !now.isBefore(known.at()));
        if (fresh.isPresent()) {
            return fresh.get();
        }
        // Nobody is proven yet, and who asks may ask for a connection that has never trusted anybody, or is none.
        Share share = before.flatMap(Trusted::trust).isPresent() ? Share.of(id) : Share.UNPROVEN;
        Trusted read = storage.read(share, session -> new Trusted(session.clients().trust(id),
                session.connections().find(id), now));
        if (read.connection().isPresent()) {
            trusts.put(id, read.small());
        } else {
            trusts.forget(id);
        }
        return read;
    }
}
