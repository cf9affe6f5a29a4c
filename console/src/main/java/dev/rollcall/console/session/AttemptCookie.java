package dev.rollcall.console.session;

import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.directory.access.SignInAttempt;
import dev.rollcall.server.origin.Origin;
import java.time.Instant;
import java.util.Optional;

/**
 * What a browser keeps that has been sent to the issuer to sign in: the attempt, which the issuer's answer is bound to. No script reads
 * it, and it goes to the pages of signing in alone. The issuer sends the browser back from another site, so it goes along with links
 * from there.
 */
final class AttemptCookie {
    private static final String NAME = "rollcall-sign-in";
    private static final String SECURE_NAME = "__Secure-rollcall-sign-in";

    private AttemptCookie() {}

    /** The attempt that the browser has sent; empty when it has sent none, or one that was too long ago. */
    static Optional<SignInAttempt> read(ConsoleRequest request, Instant now) {
        return SessionCookie.value(request.header(SessionCookie.COOKIE), name(request.origin()))
                .flatMap(shown -> SignInAttempt.parse(shown, now));
    }

    /** Sets it. */
    static String set(SignInAttempt attempt, Origin origin) {
        return name(origin) + "=" + attempt.text() + "; Path=" + SessionCookie.prefix(origin)
                + ConsolePath.SIGN_IN.with() + "; HttpOnly; SameSite=Lax" + (origin.https() ? "; Secure" : "")
                + "; Max-Age=" + SignInAttempt.LIFETIME.toSeconds();
    }

    private static String name(Origin origin) {
        return origin.https() ? SECURE_NAME : NAME;
    }
}
