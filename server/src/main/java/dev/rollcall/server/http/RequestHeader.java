package dev.rollcall.server.http;

/** The request headers that the server reads. */
public enum RequestHeader {
    ACCEPT("Accept"),
    ACCEPT_ENCODING("Accept-Encoding"),
    AUTHORIZATION("Authorization"),
    CONTENT_TYPE("Content-Type"),
    FORWARDED("Forwarded"),
    HOST("Host"),
    IF_MATCH("If-Match"),
    IF_NONE_MATCH("If-None-Match"),
    X_FORWARDED_FOR("X-Forwarded-For"),
    X_FORWARDED_HOST("X-Forwarded-Host"),
    X_FORWARDED_PROTO("X-Forwarded-Proto");

    private final String fieldName;

    RequestHeader(String fieldName) {
        this.fieldName = fieldName;
    }

    /** The name on the wire. */
    public String fieldName() {
        return fieldName;
    }
}
