package dev.rollcall.console.setup;

import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.session.SessionCookie;
import dev.rollcall.directory.access.SetupLinks.Visit;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.origin.Origin;
import java.time.Duration;
import java.util.Optional;

/**
 * The cookie for which the secret of a set-up link is exchanged: no script reads it, no other site sends it, it goes to the pages of
 * that link alone, so that one browser may have several, and under HTTPS over HTTPS alone. One that begins at another site, such as a
 * web mail, has it with the second request, which the page makes that sets it.
 */
public final class SetupCookie {
    private static final String NAME = "rollcall-setup";
    private static final String SECURE_NAME = "__Secure-rollcall-setup";

    private SetupCookie() {}

    /** What the browser has sent of it. */
    public static Optional<String> read(HttpRequest request, Origin origin) {
        return SessionCookie.value(request, name(origin));
    }

    /** Sets it. @param lifetime after which the browser forgets it */
    static String set(Visit visit, Origin origin, Duration lifetime) {
        return name(origin) + "=" + visit.cookie() + "; Path=" + SessionCookie.prefix(origin)
                + ConsolePath.SETUP.with(visit.link().linkId())
                + "; HttpOnly; SameSite=Strict" + (origin.https() ? "; Secure" : "") + "; Max-Age="
                + Math.max(1, lifetime.toSeconds());
    }

    private static String name(Origin origin) {
        return origin.https() ? SECURE_NAME : NAME;
    }
}
