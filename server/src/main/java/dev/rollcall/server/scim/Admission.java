package dev.rollcall.server.scim;

import dev.rollcall.directory.access.Authenticator;
import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.connection.EndpointState;
import dev.rollcall.directory.log.RequestTrace;
import dev.rollcall.directory.resource.EndpointNotOpenException;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.token.Caller;
import dev.rollcall.scim.ScimException;
import dev.rollcall.server.http.BearerToken;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.limit.RateLimiter;
import dev.rollcall.server.limit.RefusedTokens;
import dev.rollcall.server.option.RequestSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * Lets known callers in (RFC 6750), before anything of a body is read.
 *
 * <p>Guarantees: an unknown connection, a token of another connection, a wrong, an expired and a revoked one are answered
 * alike; a token in the query is refused even when it is valid; only requests of known callers count for the rate limit. An
 * address that shows too many tokens that are not good is told to wait, unless it shows one that was good before. A
 * paused connection is told to come again, with 503, and nothing of its request is looked at.
 */
final class Admission {
    private static final String CHALLENGE = "Bearer realm=\"Rollcall\"";
    private static final String INVALID_TOKEN = CHALLENGE + ", error=\"invalid_token\"";

    /** Seconds; a resumed connection is served again soon, and a paused one is not asked all the time. */
    private static final String WHILE_PAUSED = "60";

    private final Authenticator authenticator;
    private final Storage storage;
    private final Optional<RateLimiter> rateLimiter;
    private final RefusedTokens refusedTokens;

    Admission(Authenticator authenticator, Storage storage, Optional<RateLimiter> rateLimiter,
            RefusedTokens refusedTokens) {
        this.refusedTokens = refusedTokens;
        this.authenticator = authenticator;
        this.storage = storage;
        this.rateLimiter = rateLimiter;
    }

    /**
     * Who sends the request.
     *
     * @param address of the client
     * @throws RefusalException 401 for a caller who is not known, 429 for one who sends too much, 503 while the connection is
     *     paused
     */
    Caller admit(HttpRequest request, String address, String connectionId, RequestTrace trace) {
        Optional<String> token = BearerToken.of(request.header(HeaderName.AUTHORIZATION));
        if (token.filter(shown -> authenticator.remembers(connectionId, shown)).isEmpty()) {
            refusedTokens.delay(request, address).ifPresent(Admission::refuseToLook);
        }
        if (token.isEmpty() || QueryParameters.carriesToken(request.rawQuery())) {
            count(address, connectionId, trace);
            throw refused(
                    "This request has no bearer token. Send the connection's SCIM token in the header Authorization:"
                            + " Bearer …, and nowhere else.",
                    CHALLENGE);
        }
        Optional<Caller> caller = known(connectionId, token.get());
        if (caller.isEmpty()) {
            count(address, connectionId, trace);
            throw unknownToken();
        }
        open(caller.get(), trace);
        rateLimiter.flatMap(limiter -> limiter.admit(Share.of(caller.get().connection().id())))
                .ifPresent(Admission::refuseForNow);
        return caller.get();
    }

    /**
     * Who sends a request that was admitted before, for a part of it that is worked now.
     *
     * @throws RefusalException 401 when the token is no longer good, 503 while the connection is paused
     */
    Caller again(HttpRequest request, Caller before, RequestTrace trace) {
        Caller caller = BearerToken.of(request.header(HeaderName.AUTHORIZATION))
                .flatMap(token -> known(before.connection().id().value(), token))
                .orElseThrow(Admission::unknownToken);
        open(caller, trace);
        return caller;
    }

    /**
     * Counts the operations of a request that was admitted as one, as if they had come alone.
     *
     * @throws RefusalException 429 when the connection owes those of another request by now; then none is counted
     */
    void count(Caller caller, int operations) {
        rateLimiter.filter(_ -> operations > 1)
                .flatMap(limiter -> limiter.owe(Share.of(caller.connection().id()), operations - 1))
                .ifPresent(Admission::refuseForNow);
    }

    /** No longer counts operations that were counted and not begun. */
    void giveBack(Caller caller, int operations) {
        rateLimiter.ifPresent(limiter -> limiter.giveBack(Share.of(caller.connection().id()), operations));
    }

    private Optional<Caller> known(String connectionId, String token) {
        return authenticator.authenticate(connectionId, token)
                .filter(known -> known.connection().endpoint() != EndpointState.CLOSED);
    }

    private static void open(Caller caller, RequestTrace trace) {
        trace.caller(caller);
        if (caller.connection().endpoint() == EndpointState.PAUSED) {
            throw paused(caller.connection().id());
        }
    }

    /** The refusal of a request that was let in before the endpoint was paused or closed: the same as if it came now. */
    static RefusalException notOpen(EndpointNotOpenException failure) {
        return failure.state() == EndpointState.PAUSED ? paused(failure.connection()) : unknownToken();
    }

    private static RefusalException unknownToken() {
        return refused(
                "The bearer token is not valid for this SCIM URL: it is unknown, expired, revoked, or of another"
                        + " connection. Check the URL, or issue a new token and put it into the identity provider.",
                INVALID_TOKEN);
    }

    private static RefusalException paused(ConnectionId connection) {
        return new RefusalException(
                ScimException.of(
                        503,
                        "Provisioning of this connection is paused by the operator. Nothing is lost: send the request"
                                + " again later. It is resumed with rollcall connection resume " + connection + "."),
                HeaderName.RETRY_AFTER,
                WHILE_PAUSED);
    }

    /** Counts what is refused, and lets the administrator of an existing connection see it there. */
    private void count(String address, String connectionId, RequestTrace trace) {
        refusedTokens.count(address);
        ConnectionId.parse(connectionId)
                .filter(id -> storage.read(Share.UNPROVEN, session -> session.connections().find(id)).isPresent())
                .ifPresent(trace::connection);
    }

    private static RefusalException refused(String detail, String challenge) {
        return new RefusalException(ScimException.of(401, detail), HeaderName.WWW_AUTHENTICATE, challenge);
    }

    private static void refuseToLook(Duration wait) {
        long seconds = seconds(wait);
        throw new RefusalException(
                ScimException.of(
                        429,
                        "This address has shown too many bearer tokens that are not good. Wait " + seconds
                                + " s and try again with a good one, or have the setting "
                                + RequestSettings.REFUSED_TOKEN_RATE.key() + " raised."),
                HeaderName.RETRY_AFTER,
                Long.toString(seconds));
    }

    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusNanos(999_999_999).toSeconds());
    }

    private static void refuseForNow(Duration wait) {
        long seconds = seconds(wait);
        throw new RefusalException(
                ScimException.of(
                        429,
                        "This connection sends more requests than the operator allows. Wait " + seconds
                                + " s and try again, or have the setting limits.rate-per-second raised."),
                HeaderName.RETRY_AFTER,
                Long.toString(seconds));
    }
}
