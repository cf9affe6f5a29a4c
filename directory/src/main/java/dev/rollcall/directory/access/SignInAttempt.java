package dev.rollcall.directory.access;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One attempt to sign in by the company's own issuer, which the browser keeps while it is there: when it began, 256 random bits, and
 * where to go afterwards.
 *
 * <p>Guarantees: there is none without its 256 bits, so whoever does not know them can compute neither state nor nonce nor code
 * verifier; each of the three follows from the whole attempt, so an attempt that was changed is another one; nobody finds the attempt
 * from them. Immutable.
 */
public final class SignInAttempt {
    /** How long somebody may take to sign in. */
    public static final Duration LIFETIME = Duration.ofMinutes(10);

    /** How long the page may be where to go afterwards, in bytes of UTF-8. */
    public static final int LONGEST_PAGE = 1_500;

    private static final int SECRET_BYTES = 32;
    private static final Pattern FORM = Pattern.compile("([0-9]{1,15})\\.[0-9a-f]{64}\\.([A-Za-z0-9_-]{0,2000})");

    private final String text;
    private final String page;

    private SignInAttempt(String text, String page) {
        this.text = text;
        this.page = page;
    }

    /**
     * A new one.
     *
     * @param secure a cryptographically strong source, except in tests
     * @param page where to go afterwards
     * @throws IllegalArgumentException when the page is longer than {@link #LONGEST_PAGE}
     */
    public static SignInAttempt begin(Instant now, RandomGenerator secure, String page) {
        byte[] where = page.getBytes(StandardCharsets.UTF_8);
        if (where.length > LONGEST_PAGE) {
            throw new IllegalArgumentException("The page after signing in has " + where.length + " bytes, of at most "
                    + LONGEST_PAGE + ".");
        }
        byte[] secret = new byte[SECRET_BYTES];
        secure.nextBytes(secret);
        return new SignInAttempt(now.toEpochMilli() + "." + HexFormat.of().formatHex(secret) + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(where), page);
    }

    /**
     * The attempt that a browser has kept.
     *
     * @param shown what it sends, which may be anything
     * @return empty unless it has the form of an attempt that began less than {@link #LIFETIME} ago
     */
    public static Optional<SignInAttempt> parse(String shown, Instant now) {
        Matcher matcher = FORM.matcher(shown);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            Instant begun = Instant.ofEpochMilli(Long.parseLong(matcher.group(1)));
            if (begun.isAfter(now) || !now.isBefore(begun.plus(LIFETIME))) {
                return Optional.empty();
            }
            return Optional.of(new SignInAttempt(shown,
                    new String(Base64.getUrlDecoder().decode(matcher.group(2)), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            // The page is not in base64url: this service has not made it, so it is no attempt.
            return Optional.empty();
        }
    }

    /** What the browser keeps, and {@link #parse} reads: letters, digits, {@code .}, {@code -} and {@code _}. A secret. */
    public String text() {
        return text;
    }

    /** Where to go afterwards, as the browser says it: not to be believed. */
    public String page() {
        return page;
    }

    /** The {@code state} by which the issuer's answer is known to be one to this browser: 64 hexadecimal digits. */
    public String state() {
        return ConsoleSessions.derived("state", text);
    }

    /** The {@code nonce} that the ID token is to have: 64 hexadecimal digits. */
    public String nonce() {
        return ConsoleSessions.derived("nonce", text);
    }

    /** The code verifier of PKCE (RFC 7636): 64 hexadecimal digits. */
    public String codeVerifier() {
        return ConsoleSessions.derived("verifier", text);
    }

    /** Without its secret, so that no log line can hold it by mistake. */
    @Override
    public String toString() {
        return "SignInAttempt[" + text.substring(0, text.indexOf('.')) + "]";
    }
}
