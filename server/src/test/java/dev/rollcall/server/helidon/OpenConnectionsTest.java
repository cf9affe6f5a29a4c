package dev.rollcall.server.helidon;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.FixedLimit;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A stop reaches every connection, whenever it came, and no request is begun on one that was told to close. */
final class OpenConnectionsTest {
    private final OpenConnections open = new OpenConnections();
    private final Recorded served = new Recorded();
    private final AcceptedSockets sockets = new AcceptedSockets(
            new SocketLimits(1, 1, Duration.ofSeconds(1)), List.of(), System::nanoTime);
    private final GuardedConnection connection = new GuardedConnection(
            context -> served,
            context(),
            new ConnectionGuards(
                    new StallWatcher(), open, sockets, new HeadLimits(100, 100), 100, Duration.ofSeconds(1)));

    @Test
    void aConnectionThatIsServedIsToldToClose() throws Exception {
        served.whileServed = open::close;
        connection.handle(FixedLimit.create());
        assertThat(served.calls).containsExactly("handle", "close(false)");
        assertThatThrownBy(connection::beginRequest).isInstanceOf(CloseConnectionException.class);
    }

    @Test
    void aConnectionThatComesAfterTheStopIsToldBeforeItIsServed() throws Exception {
        open.close();
        connection.handle(FixedLimit.create());
        assertThat(served.calls).containsExactly("close(false)", "handle");
        assertThatThrownBy(connection::beginRequest).isInstanceOf(CloseConnectionException.class);
    }

    @Test
    void aConnectionThatHasEndedIsLeftAlone() throws Exception {
        served.whileServed = () -> {
            throw new CloseConnectionException("by the client");
        };
        assertThatThrownBy(() -> connection.handle(FixedLimit.create())).isInstanceOf(CloseConnectionException.class);
        open.close();
        assertThat(served.calls).containsExactly("handle");
    }

    private static ConnectionContext context() {
        return only(ConnectionContext.class, Map.of(
                "remotePeer", only(PeerInfo.class, Map.of("address", new InetSocketAddress(1))),
                "dataReader", DataReader.create(() -> new byte[0])));
    }

    /** One that answers these methods. */
    private static <T> T only(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                OpenConnectionsTest.class.getClassLoader(), new Class<?>[]{type}, (proxy, method, arguments) -> {
                    if (!answers.containsKey(method.getName())) {
                        throw new AssertionError(method + " is not expected");
                    }
                    return answers.get(method.getName());
                }));
    }

    private static final class Recorded implements ServerConnection {
        private final List<String> calls = new ArrayList<>();
        private Runnable whileServed = () -> {};

        @Override
        public void handle(Limit limit) {
            calls.add("handle");
            whileServed.run();
        }

        @Override
        public Duration idleTime() {
            return Duration.ZERO;
        }

        @Override
        public void close(boolean interrupt) {
            calls.add("close(" + interrupt + ")");
        }
    }
}
