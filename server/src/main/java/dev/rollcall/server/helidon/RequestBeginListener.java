package dev.rollcall.server.helidon;

import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;

/** Lets no request begin while its connection is closing. */
final class RequestBeginListener implements Http1ConnectionListener {
    @Override
    public void prologue(ConnectionContext context, HttpPrologue prologue) {
        GuardedConnection.CURRENT.get().beginRequest();
    }
}
