package dev.rollcall.console.session;

import dev.rollcall.console.frame.ConsolePath;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.origin.Origin;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * The cookie of a session: no script reads it, no other site sends it, and under HTTPS it goes over HTTPS alone. There, unless the
 * service has a path of its own on its host, its name keeps hosts beside this one from setting it.
 */
public final class SessionCookie {
    static final HeaderName COOKIE = HeaderName.of("Cookie");
    private static final String NAME = "rollcall-console";
    private static final String HOST_NAME = "__Host-rollcall-console";

    private SessionCookie() {}

    /** What the browser has sent of it. */
    public static Optional<String> read(HttpRequest request, Origin origin) {
        return value(request, name(origin));
    }

    /** What the browser has sent of a cookie of that name. */
    public static Optional<String> value(HttpRequest request, String name) {
        return value(request.header(COOKIE), name);
    }

    /** The same of the text of the header. */
    static Optional<String> value(Optional<String> header, String name) {
        String begin = name + "=";
        return header.flatMap(text -> Arrays.stream(text.split("[;,]", -1))
                .map(String::strip)
                .filter(pair -> pair.startsWith(begin))
                .map(pair -> pair.substring(begin.length()))
                .filter(value -> !value.isEmpty())
                .findFirst());
    }

    /** Sets it. @param lifetime after which the browser forgets it */
    public static String set(String secret, Origin origin, Duration lifetime) {
        return name(origin) + "=" + secret + attributes(origin) + "; Max-Age=" + lifetime.toSeconds();
    }

    /** Takes it away. */
    public static String unset(Origin origin) {
        return name(origin) + "=" + attributes(origin) + "; Max-Age=0";
    }

    /** The path under which the service is reached: that of its public URL, without a slash at its end; usually empty. */
    public static String prefix(Origin origin) {
        return Optional.ofNullable(URI.create(origin.baseUrl()).getRawPath()).orElse("");
    }

    private static String name(Origin origin) {
        return isHostAlone(origin) ? HOST_NAME : NAME;
    }

    private static boolean isHostAlone(Origin origin) {
        return origin.https() && prefix(origin).isEmpty();
    }

    private static String attributes(Origin origin) {
        String path = isHostAlone(origin) ? "/" : prefix(origin) + ConsolePath.PREFIX;
        return "; Path=" + path + "; HttpOnly; SameSite=Strict" + (origin.https() ? "; Secure" : "");
    }
}
