package dev.rollcall.console.session;

import dev.rollcall.console.frame.ConsoleAccess;
import dev.rollcall.console.frame.ConsoleAnswer;
import dev.rollcall.console.frame.ConsolePage;
import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.console.frame.ConsoleRoute;
import dev.rollcall.directory.access.ConsoleSessions;
import dev.rollcall.directory.access.ConsoleSessions.Opened;
import dev.rollcall.directory.access.OperatorSignIns;
import dev.rollcall.server.limit.AddressRate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Signing in by the administrator's token or a management client's secret, and signing out.
 *
 * <p>Guarantees: an unknown client and a wrong secret look alike; an address from which too many sign-ins have failed waits, and no
 * other one does; what was typed is neither shown again nor logged; the next page is one of this console, whatever the link says.
 */
public final class SignInPage implements ConsolePage {
    private final ConsoleSessions sessions;
    private final Optional<OperatorSignIns> operators;
    private final AddressRate failed;
    private final SignInAudit audit;
    private final Duration lifetime;

    /**
     * @param operators who else signs people in
     * @param failed how many sign-ins of an address may fail
     * @param lifetime of a session at most
     */
    public SignInPage(ConsoleSessions sessions, Optional<OperatorSignIns> operators, AddressRate failed,
            SignInAudit audit, Duration lifetime) {
        this.sessions = sessions;
        this.operators = operators;
        this.failed = failed;
        this.audit = audit;
        this.lifetime = lifetime;
    }

    @Override
    public List<ConsoleRoute> routes() {
        return List.of(
                new ConsoleRoute("GET", ConsolePath.SIGN_IN, ConsoleAccess.ANYBODY, this::show),
                new ConsoleRoute("POST", ConsolePath.SIGN_IN, ConsoleAccess.ANYBODY, this::signIn),
                new ConsoleRoute("POST", ConsolePath.SIGN_OUT, ConsoleAccess.SIGNED_IN, this::signOut));
    }

    private ConsoleAnswer show(ConsoleRequest request) {
        String next = PageAfterSignIn.of(request.query().text("next"));
        return request.frame().session().isPresent()
                ? ConsoleAnswer.redirect(request.frame().prefix() + next)
                : page(request, 200, next, "", "");
    }

    private ConsoleAnswer signIn(ConsoleRequest request) {
        String address = request.origin().clientAddress();
        String next = PageAfterSignIn.of(request.form().text("next"));
        Optional<String> clientId = request.form().text("client");
        String credential = request.form().text("secret").orElse("");
        Optional<Duration> wait = failed.look(address);
        if (wait.isPresent()) {
            return page(request, 429, next, "", "Too many sign-ins from your address have failed. Wait "
                    + Math.max(1, wait.get().plusNanos(999_999_999).toSeconds()) + " seconds, then try again.");
        }
        Optional<Opened> opened = credential.isEmpty() || credential.length() > PageAfterSignIn.LONGEST
                ? Optional.empty()
                : sessions.open(clientId, credential, address);
        if (opened.isEmpty()) {
            failed.admit(address);
            audit.refused(clientId, address);
            return page(request, 403, next, clientId.filter(id -> id.length() <= PageAfterSignIn.LONGEST).orElse(""),
                    "That is not known here. Type the administrator's token alone, or a client's id with its secret."
                            + " ./rollcall client rotate makes a new secret for a client.");
        }
        audit.signedIn(opened.get().session(), address);
        return new ConsoleAnswer.RedirectWithCookie(request.frame().prefix() + next,
                SessionCookie.set(opened.get().secret(), request.origin(), lifetime));
    }

    private ConsoleAnswer signOut(ConsoleRequest request) {
        request.frame().session().ifPresent(session -> {
            sessions.close(session);
            audit.signedOut(session, request.origin().clientAddress());
        });
        return new ConsoleAnswer.RedirectWithCookie(request.frame().link(ConsolePath.SIGN_IN),
                SessionCookie.unset(request.origin()));
    }

    private ConsoleAnswer page(ConsoleRequest request, int status, String next, String clientId, String problem) {
        return SignInView.page(status, request.frame(), operators, next, clientId, problem);
    }
}
