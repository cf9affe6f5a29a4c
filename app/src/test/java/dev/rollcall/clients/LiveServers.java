package dev.rollcall.clients;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One server for each store, started when it is first asked for and stopped after the last test of this JVM. */
public final class LiveServers implements ParameterResolver {
    private final Map<StoreKind, LiveServer> running;

    /** For JUnit; what a test gets comes by {@link #resolveParameter}. */
    LiveServers() {
        this(new EnumMap<>(StoreKind.class));
    }

    private LiveServers(Map<StoreKind, LiveServer> running) {
        this.running = running;
    }

    /** The server on that store. */
    public LiveServer on(StoreKind kind) {
        synchronized (running) {
            return running.computeIfAbsent(kind, WiredSystem::start);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LiveServers.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(LiveServers.class))
                .computeIfAbsent(LiveServers.class, key -> new Shared(), Shared.class).servers;
    }

    /** Closed by JUnit at the end. */
    private static final class Shared implements AutoCloseable {
        private final LiveServers servers = new LiveServers();

        @Override
        public void close() throws Exception {
            for (LiveServer server : servers.running.values()) {
                server.close();
            }
        }
    }
}
