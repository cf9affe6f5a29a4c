package dev.rollcall.server.management;

import dev.rollcall.directory.client.ManagementAdmission;
import dev.rollcall.directory.client.ManagementAuthenticator;
import dev.rollcall.directory.client.ManagementCaller;
import dev.rollcall.directory.client.ManagementScope;
import dev.rollcall.server.http.BearerToken;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpRequest;

/** Lets known callers in that have the scope, before anything of a body is read. */
final class ManagementGate {
    private static final String CHALLENGE = "Bearer realm=\"Rollcall\"";

    private final ManagementAuthenticator authenticator;

    ManagementGate(ManagementAuthenticator authenticator) {
        this.authenticator = authenticator;
    }

    /** @throws ManagementFailure 401 for a caller who is not known */
    ManagementCaller admit(HttpRequest request) {
        String token = BearerToken.of(request.header(HeaderName.AUTHORIZATION))
                .orElseThrow(() -> new ManagementFailure(
                        401, "",
                        "Missing authentication. Send an access token of /oauth/token in the header Authorization: Bearer …")
                        .with(HeaderName.WWW_AUTHENTICATE, CHALLENGE));
        return switch (authenticator.authenticate(token)) {
            case ManagementAdmission.Admitted(ManagementCaller caller) -> caller;
            case ManagementAdmission.Refused(String message) -> throw new ManagementFailure(401, "", message)
                    .with(HeaderName.WWW_AUTHENTICATE, CHALLENGE + ", error=\"invalid_token\"");
        };
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
