package dev.rollcall.server.helidon;

import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;

/** Bounds the time between a request's first line and the end of its headers, and lets none begin while closing. */
final class HeaderPhaseListener implements Http1ConnectionListener {
    @Override
    public void prologue(ConnectionContext context, HttpPrologue prologue) {
        GuardedConnection connection = GuardedConnection.CURRENT.get();
        connection.beginRequest();
        connection.watch().begin(connection.timeout());
    }

    @Override
    public void headers(ConnectionContext context, Headers headers) {
        GuardedConnection.CURRENT.get().watch().end();
    }
}
