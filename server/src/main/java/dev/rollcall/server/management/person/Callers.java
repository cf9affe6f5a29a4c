package dev.rollcall.server.management.person;

import dev.rollcall.directory.identity.UserId;
import dev.rollcall.directory.person.PersonCaller;
import dev.rollcall.server.management.ManagementFailure;
import dev.rollcall.server.management.ManagementRequest;
import java.util.Optional;

/** What routes for people read of a request. */
final class Callers {
    private Callers() {}

    /** Who asks. */
    static PersonCaller of(ManagementRequest request) {
        return new PersonCaller(
                request.caller().actor(),
                request.id(),
                "management API",
                request.baseUrl(),
                request.share(),
                request.client());
    }

    /** The user id in the path; empty when it has no form that anybody's has. */
    static Optional<UserId> userId(ManagementRequest request) {
        return UserId.parse(request.parameter("id"));
    }

    /** @throws ManagementFailure 404 when the path names nobody, whatever its form */
    static UserId requiredUserId(ManagementRequest request) {
        return userId(request).orElseThrow(Callers::nobody);
    }

    /** That there is no such user. */
    static ManagementFailure nobody() {
        return ManagementFailure.missing("inexistent_user", "The user does not exist. Find users with"
                + " GET /api/v2/users or GET /api/v2/users-by-email.");
    }
}
