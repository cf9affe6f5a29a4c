package dev.rollcall.server.http;

/** The response headers that the server sets beside those of the transport. */
public enum ResponseHeader {
    ALLOW("Allow"),
    CACHE_CONTROL("Cache-Control"),
    CONTENT_ENCODING("Content-Encoding"),
    CONTENT_LOCATION("Content-Location"),
    CONTENT_TYPE("Content-Type"),
    CONTENT_TYPE_OPTIONS("X-Content-Type-Options"),
    ETAG("ETag"),
    LOCATION("Location"),
    RETRY_AFTER("Retry-After"),
    STRICT_TRANSPORT_SECURITY("Strict-Transport-Security"),
    VARY("Vary"),
    WWW_AUTHENTICATE("WWW-Authenticate");

    private final String fieldName;

    ResponseHeader(String fieldName) {
        this.fieldName = fieldName;
    }

    /** The name on the wire. */
    public String fieldName() {
        return fieldName;
    }
}
