package dev.rollcall.console.session;

import dev.rollcall.console.frame.ConsoleAccess;
import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsolePage;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleRoute;
import dev.rollcall.console.frame.OnwardView;
import dev.rollcall.directory.access.ConsoleSessions;
import dev.rollcall.directory.access.ConsoleSessions.Opened;
import dev.rollcall.directory.access.OperatorSignInException;
import dev.rollcall.directory.access.OperatorSignIns;
import dev.rollcall.directory.access.OperatorSignIns.Returned;
import dev.rollcall.directory.access.SignInAttempt;
import dev.rollcall.directory.client.ConsoleOperator;
import dev.rollcall.server.limit.AddressRate;
import dev.rollcall.server.management.ManagementFailure;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Signing in by the company's own issuer: out to it, and back from it.
 *
 * <p>Guarantees: the browser that comes back is the one that went out, and nothing is asked of the issuer for one that shows no attempt; an address from which too many sign-ins have failed waits, and
 * nothing is asked of the issuer for it; the answer to the one that comes back is a page that leads on by itself, because a browser that
 * comes from another site sends the session's cookie only with what a page of this site asks for.
 */
public final class IssuerSignInPage implements ConsolePage {
    private final Optional<OperatorSignIns> operators;
    private final ConsoleSessions sessions;
    private final AddressRate failed;
    private final SignInAudit audit;
    private final Duration lifetime;
    private final Clock clock;
    private final RandomGenerator secure;

    /**
     * @param failed how many sign-ins of an address may fail
     * @param lifetime of a session at most
     * @param secure a cryptographically strong source, except in tests
     */
    public IssuerSignInPage(Optional<OperatorSignIns> operators, ConsoleSessions sessions, AddressRate failed,
            SignInAudit audit, Duration lifetime, Clock clock, RandomGenerator secure) {
        this.operators = operators;
        this.sessions = sessions;
        this.failed = failed;
        this.audit = audit;
        this.lifetime = lifetime;
        this.clock = clock;
        this.secure = secure;
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(
                new ConsoleRoute("GET", ConsolePath.SIGN_IN_ISSUER, ConsoleAccess.ANYBODY, this::leave),
                new ConsoleRoute("GET", ConsolePath.SIGN_IN_RETURN, ConsoleAccess.ANYBODY, this::comeBack));
    }

    private ConsoleAnswer leave(ConsoleRequest request) {
        String next = PageAfterSignIn.of(request.query().text("next"));
        SignInAttempt attempt = SignInAttempt.begin(clock.instant(), secure, next);
        try {
            return new ConsoleAnswer.RedirectWithCookie(required().begin(attempt, redirect(request)).toString(),
                    AttemptCookie.set(attempt, request.origin()));
        } catch (OperatorSignInException e) {
            return again(request, next, e);
        }
    }

    private ConsoleAnswer comeBack(ConsoleRequest request) {
        OperatorSignIns by = required();
        String address = request.origin().clientAddress();
        Optional<SignInAttempt> attempt = AttemptCookie.read(request, clock.instant());
        String next = PageAfterSignIn.of(attempt.map(SignInAttempt::page));
        if (failed.look(address).isPresent()) {
            return SignInView.page(429, request.frame(), operators, next, "",
                    "Too many sign-ins from your address have failed. Wait a minute, then try again.");
        }
        try {
            ConsoleOperator operator = by.finish(attempt.orElseThrow(OperatorSignInException::notBegun),
                    redirect(request), new Returned(request.query().text("code"), request.query().text("state"),
                            request.query().text("iss"), request.query().text("error")));
            Opened opened = sessions.open(operator, by, address);
            request.frame().session().ifPresent(sessions::close);
            audit.signedIn(opened.session(), address);
            return new ConsoleAnswer.Arrival(200, "onward.jte", new OnwardView(request.frame().prefix() + next),
                    Optional.of(SessionCookie.set(opened.secret(), request.origin(), lifetime)));
        } catch (OperatorSignInException e) {
            if (!e.isPassing()) {
                failed.admit(address);
                audit.refused(Optional.empty(), address);
            }
            return again(request, next, e);
        }
    }

    private ConsoleAnswer again(ConsoleRequest request, String next, OperatorSignInException why) {
        return SignInView.page(why.isPassing() ? 503 : 403, request.frame(), operators, next, "", why.sentence());
    }

    private OperatorSignIns required() {
        return operators.orElseThrow(() -> new ManagementFailure(404, "no_issuer",
                "Nobody is signed in by an issuer here. Set console.oidc-issuer and console.oidc-client-id, or sign in by a"
                        + " secret."));
    }

    private static URI redirect(ConsoleRequest request) {
        return URI.create(request.origin().baseUrl() + ConsolePath.SIGN_IN_RETURN.with());
    }
}
