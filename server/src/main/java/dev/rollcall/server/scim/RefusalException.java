package dev.rollcall.server.scim;

import dev.rollcall.scim.ScimException;
import dev.rollcall.server.http.ResponseHeader;

/** A refusal whose answer has a header beside the SCIM error, such as a challenge or the time to wait. */
final class RefusalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ScimException error;
    private final ResponseHeader header;
    private final String value;

    RefusalException(ScimException error, ResponseHeader header, String value) {
        super(error.detail(), error, false, false);
        this.error = error;
        this.header = header;
        this.value = value;
    }

    ScimException error() {
        return error;
    }

    ResponseHeader header() {
        return header;
    }

    String value() {
        return value;
    }
}
