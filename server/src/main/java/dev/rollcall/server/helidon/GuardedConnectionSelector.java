package dev.rollcall.server.helidon;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.util.Set;

/** Puts the guard around every connection of the library. */
final class GuardedConnectionSelector implements ServerConnectionSelector {
    private final ServerConnectionSelector delegate;
    private final ConnectionGuards guards;

    GuardedConnectionSelector(ServerConnectionSelector delegate, ConnectionGuards guards) {
        this.delegate = delegate;
        this.guards = guards;
    }

    @Override
    public int bytesToIdentifyConnection() {
        return delegate.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return delegate.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return delegate.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        return new GuardedConnection(delegate::connection, context, guards);
    }
}
