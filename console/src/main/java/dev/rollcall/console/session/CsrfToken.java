package dev.rollcall.console.session;

import dev.rollcall.directory.access.ConsoleSessions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** The text that each form of a session sends back. It follows from the cookie's secret, and nobody finds that from it. */
public final class CsrfToken {
    private CsrfToken() {}

    /** That of a session. @param secret of its cookie */
    public static String of(String secret) {
        return ConsoleSessions.derived("csrf", secret);
    }

    /** Whether it is the one, in a time that does not depend on where they differ. */
    public static boolean matches(String expected, Optional<String> shown) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8),
                shown.orElse("").getBytes(StandardCharsets.UTF_8));
    }
}
