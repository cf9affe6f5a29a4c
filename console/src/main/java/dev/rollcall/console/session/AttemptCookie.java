package dev.rollcall.console.session;

import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.console.frame.ConsoleRequest;
import dev.rollcall.server.origin.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a browser keeps that has been sent to the issuer to sign in: when, a secret, and where to go afterwards, all of which the
 * issuer's answer is bound to. No script reads it, and it goes to the pages of signing in alone. The issuer sends the browser back
 * from another site, so it goes along with links from there.
 */
final class AttemptCookie {
    /** How long somebody may take to sign in. */
    static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final String NAME = "rollcall-sign-in";
    private static final String SECURE_NAME = "__Secure-rollcall-sign-in";
    private static final Pattern FORM = Pattern.compile("([0-9]{1,15})\\.[0-9a-f]{64}\\.([A-Za-z0-9_-]{0,2000})");

    private AttemptCookie() {}

    /** A new attempt. @param secret 256 random bits as hexadecimal digits */
    static String make(Instant now, String secret, String next) {
        return now.toEpochMilli() + "." + secret + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(next.getBytes(StandardCharsets.UTF_8));
    }

    /** The attempt that the browser has sent, unless it was too long ago. */
    static Optional<String> read(ConsoleRequest request, Instant now) {
        return SessionCookie.value(request.header(SessionCookie.COOKIE), name(request.origin())).filter(attempt -> {
            Matcher matcher = FORM.matcher(attempt);
            if (!matcher.matches()) {
                return false;
            }
            Instant begun = Instant.ofEpochMilli(Long.parseLong(matcher.group(1)));
            return !begun.isAfter(now) && now.isBefore(begun.plus(LIFETIME));
        });
    }

    /** Where to go afterwards, which is a page of this console whatever the cookie says. */
    static String next(String attempt) {
        Matcher matcher = FORM.matcher(attempt);
        try {
            return PageAfterSignIn.of(Optional.of(attempt)
                    .filter(text -> matcher.matches())
                    .map(text -> new String(Base64.getUrlDecoder().decode(matcher.group(2)), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            // Nobody but the browser's owner can have changed it.
            return ConsolePath.PREFIX;
        }
    }

    /** Sets it. */
    static String set(String attempt, Origin origin) {
        return name(origin) + "=" + attempt + "; Path=" + SessionCookie.prefix(origin) + ConsolePath.SIGN_IN.with()
                + "; HttpOnly; SameSite=Lax" + (origin.https() ? "; Secure" : "") + "; Max-Age=" + LIFETIME.toSeconds();
    }

    private static String name(Origin origin) {
        return origin.https() ? SECURE_NAME : NAME;
    }
}
