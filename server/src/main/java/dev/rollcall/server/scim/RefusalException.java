package dev.rollcall.server.scim;

import dev.rollcall.scim.ScimException;
import dev.rollcall.server.http.HeaderName;

/** A refusal whose answer has a header beside the SCIM error, such as a challenge or the time to wait. */
final class RefusalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ScimException error;
    private final HeaderName header;
    private final String value;

    RefusalException(ScimException error, HeaderName header, String value) {
        super(error.detail(), error, false, false);
        this.error = error;
        this.header = header;
        this.value = value;
    }

    ScimException error() {
        return error;
    }

    HeaderName header() {
        return header;
    }

    String value() {
        return value;
    }
}
