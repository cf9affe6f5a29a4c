package dev.rollcall.server.management;

import dev.rollcall.directory.client.ManagementAdmission;
import dev.rollcall.directory.client.ManagementAuthenticator;
import dev.rollcall.directory.client.ManagementCaller;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.directory.identity.SignedIn;
import dev.rollcall.directory.identity.UserId;
import dev.rollcall.server.http.BearerToken;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.limit.RefusedTokens;
import dev.rollcall.server.option.RequestSettings;
import java.time.Duration;
import java.util.Optional;

/** Lets known callers in that have the scope, before anything of a body is read. */
final class ManagementGate {
    private static final String CHALLENGE = "Bearer realm=\"Rollcall\"";

    private final ManagementAuthenticator authenticator;
    private final RefusedTokens refusedTokens;

    ManagementGate(ManagementAuthenticator authenticator, RefusedTokens refusedTokens) {
        this.refusedTokens = refusedTokens;
        this.authenticator = authenticator;
    }

    /**
     * Who sends the request.
     *
     * @param address of the client
     * @throws ManagementFailure 401 for a caller who is not known, 429 for an address that shows too many tokens that are not
     *     good, unless this one was good before
     */
    ManagementCaller admit(HttpRequest request, String address) {
        String token = BearerToken.of(request.header(HeaderName.AUTHORIZATION))
                .orElseThrow(() -> new ManagementFailure(
                        401, "",
                        "Missing authentication. Send an access token of /oauth/token in the header Authorization: Bearer …")
                        .with(HeaderName.WWW_AUTHENTICATE, CHALLENGE));
        if (!authenticator.remembers(token)) {
            refusedTokens.delay(request, address).ifPresent(ManagementGate::refuseToLook);
        }
        return switch (authenticator.authenticate(token)) {
            case ManagementAdmission.Admitted(ManagementCaller caller) -> caller;
            case ManagementAdmission.Refused(String message) -> {
                refusedTokens.count(address);
                throw new ManagementFailure(401, "", message)
                        .with(HeaderName.WWW_AUTHENTICATE, CHALLENGE + ", error=\"invalid_token\"");
            }
        };
    }

    private static void refuseToLook(Duration wait) {
        long seconds = Math.max(1, wait.plusNanos(999_999_999).toSeconds());
        throw new ManagementFailure(
                429, "too_many_requests",
                "This address has shown too many tokens that are not good. Wait " + seconds
                        + " s and try again with a good one, or have the setting "
                        + RequestSettings.REFUSED_TOKEN_RATE.key() + " raised.")
                .with(HeaderName.RETRY_AFTER, Long.toString(seconds));
    }

    /**
     * Passes a client that has the route's scope, and somebody who is signed in on a route to the own account.
     *
     * @throws ManagementFailure 403 that names the scope
     */
    static void require(ManagementRequest request, ManagementRoute route) {
        ManagementCaller caller = request.caller();
        Optional<ManagementScope> own = route.ownScope().filter(scope -> caller.person().isPresent());
        if (own.isEmpty()) {
            require(caller, route.scope());
            return;
        }
        require(caller, own.get());
        if (!UserId.parse(request.parameter("id")).equals(caller.person().map(SignedIn::userId))) {
            throw new ManagementFailure(403, "insufficient_scope",
                    "This token is somebody's who is signed in, and good for the own account alone. Put its user_id"
                            + " into the path, or send the token of a client with the scope " + route.scope().word()
                            + ".");
        }
    }

    /** @throws ManagementFailure 403 that names the scope */
    static void require(ManagementCaller caller, ManagementScope scope) {
        if (!caller.scopes().contains(scope.word())) {
            throw new ManagementFailure(
                    403, "insufficient_scope", "Insufficient scope, expected any of: " + scope.word())
                    .with(HeaderName.WWW_AUTHENTICATE,
                            CHALLENGE + ", error=\"insufficient_scope\", scope=\"" + scope.word() + "\"");
        }
    }
}
