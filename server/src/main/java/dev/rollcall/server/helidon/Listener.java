package dev.rollcall.server.helidon;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The library's listener, and when it has ended. The library ends it for good on any failure to accept, such as a lack of
 * file descriptors, tells nobody, and still calls itself running; so its socket is looked at.
 */
final class Listener {
    private static final Logger LOGGER = LoggerFactory.getLogger(Listener.class);

    private final WebServer server;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean stopping;
    private volatile @Nullable ServerSocketChannel channel;

    Listener(WebServerConfig config) {
        this.server = WebServer.create(capturing(config));
    }

    WebServer server() {
        return server;
    }

    /** Completed when no more connections are accepted, for whatever reason. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /** Notices when the socket has been closed. */
    void check() {
        ServerSocketChannel listening = channel;
        if (listening != null && !listening.isOpen() && !ended.isDone()) {
            if (!stopping) {
                LOGGER.error(
                        "The listener has ended; no more connections are accepted. The server must be started anew.");
            }
            ended.complete(null);
        }
    }

    /** Closes the socket under the library. */
    void close() throws IOException {
        ServerSocketChannel listening = channel;
        if (listening != null) {
            listening.close();
        }
    }

    void stop() {
        stopping = true;
        server.stop();
        ended.complete(null);
    }

    /** The library hands its socket to the configuration to have options set on it, and to nobody else. */
    private WebServerConfig capturing(WebServerConfig config) {
        return (WebServerConfig) Proxy.newProxyInstance(
                Listener.class.getClassLoader(), new Class<?>[]{WebServerConfig.class}, (proxy, method, arguments) -> {
                    if (arguments != null
                            && arguments.length == 1
                            && arguments[0] instanceof ServerSocketChannel listening) {
                        channel = listening;
                    }
                    return invoke(config, method, arguments);
                });
    }

    private static @Nullable Object invoke(
            WebServerConfig config, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(config, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
