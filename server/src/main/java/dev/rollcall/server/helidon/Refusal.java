package dev.rollcall.server.helidon;

import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectTransportRequest;

/** A request that cannot be read, in the form that brings the library to answer it through {@link DirectErrors}. */
final class Refusal {
    private Refusal() {}

    /** Before the path is known. */
    static RequestException of(int status, String reason) {
        return of(status, "", "", reason);
    }

    static RequestException of(int status, String method, String path, String reason) {
        return RequestException.builder()
                .type(EventType.BAD_REQUEST)
                .status(Status.create(status))
                .request(DirectTransportRequest.create("HTTP/1.1", method, path))
                .setKeepAlive(false)
                .message(reason)
                .build();
    }
}
