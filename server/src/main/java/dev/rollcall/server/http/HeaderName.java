package dev.rollcall.server.http;

import java.util.List;
import java.util.Locale;

/** The name of a header (RFC 9110 section 5.1). Two are equal when they differ in case alone. */
public final class HeaderName {
    public static final HeaderName ACCEPT = of("Accept");
    public static final HeaderName ACCEPT_ENCODING = of("Accept-Encoding");
    public static final HeaderName ALLOW = of("Allow");
    public static final HeaderName AUTHORIZATION = of("Authorization");
    public static final HeaderName CACHE_CONTROL = of("Cache-Control");
    public static final HeaderName CONTENT_ENCODING = of("Content-Encoding");
    public static final HeaderName CONTENT_LOCATION = of("Content-Location");
    public static final HeaderName CONTENT_TYPE = of("Content-Type");
    public static final HeaderName CONTENT_TYPE_OPTIONS = of("X-Content-Type-Options");
    public static final HeaderName ETAG = of("ETag");
    public static final HeaderName FORWARDED = of("Forwarded");
    public static final HeaderName HOST = of("Host");
    public static final HeaderName IF_MATCH = of("If-Match");
    public static final HeaderName IF_NONE_MATCH = of("If-None-Match");
    public static final HeaderName LOCATION = of("Location");
    public static final HeaderName RETRY_AFTER = of("Retry-After");
    public static final HeaderName STRICT_TRANSPORT_SECURITY = of("Strict-Transport-Security");
    public static final HeaderName VARY = of("Vary");
    public static final HeaderName WWW_AUTHENTICATE = of("WWW-Authenticate");
    public static final HeaderName X_FORWARDED_FOR = of("X-Forwarded-For");
    public static final HeaderName X_FORWARDED_HOST = of("X-Forwarded-Host");
    public static final HeaderName X_FORWARDED_PROTO = of("X-Forwarded-Proto");
    public static final HeaderName X_REQUEST_ID = of("X-Request-Id");

    /** Those above, which the transport prepares. */
    public static final List<HeaderName> USUAL = List.of(
            ACCEPT,
            ACCEPT_ENCODING,
            ALLOW,
            AUTHORIZATION,
            CACHE_CONTROL,
            CONTENT_ENCODING,
            CONTENT_LOCATION,
            CONTENT_TYPE,
            CONTENT_TYPE_OPTIONS,
            ETAG,
            FORWARDED,
            HOST,
            IF_MATCH,
            IF_NONE_MATCH,
            LOCATION,
            RETRY_AFTER,
            STRICT_TRANSPORT_SECURITY,
            VARY,
            WWW_AUTHENTICATE,
            X_FORWARDED_FOR,
            X_FORWARDED_HOST,
            X_FORWARDED_PROTO,
            X_REQUEST_ID);

    private final String text;
    private final String lowerCase;

    private HeaderName(String text) {
        this.text = text;
        this.lowerCase = text.toLowerCase(Locale.ROOT);
    }

    /**
     * The name as it is to be written.
     *
     * @throws IllegalArgumentException when it is no token (RFC 9110 section 5.6.2)
     */
    public static HeaderName of(String text) {
        if (text.isEmpty() || !text.chars().allMatch(HeaderName::isTokenCharacter)) {
            throw new IllegalArgumentException("\"" + text + "\" is no name of a header.");
        }
        return new HeaderName(text);
    }

    /** As it is written. */
    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other == this || other instanceof HeaderName name && name.lowerCase.equals(lowerCase);
    }

    @Override
    public int hashCode() {
        return lowerCase.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    private static boolean isTokenCharacter(int c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }
}
