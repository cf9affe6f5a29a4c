package dev.rollcall.server.helidon;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.FixedLimit;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.socket.PeerInfo;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.spi.ServerConnection;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** No request that has begun to arrive is left without an answer, whoever wants to close its connection meanwhile. */
@Timeout(120)
final class GuardedConnectionTest {
    private static final String REQUEST = "GET /p HTTP/1.1\r\nHost: x\r\n\r\n";

    /** What the socket gives, one after the other; what is done when it is asked is part of it. */
    private final Queue<Supplier<byte[]>> input = new ArrayDeque<>();

    private final Library library = new Library();
    private final AcceptedSockets sockets = new AcceptedSockets(
            new SocketLimits(1, 1, Duration.ofSeconds(1)), List.of(), System::nanoTime);
    private final GuardedConnection connection = new GuardedConnection(
            context -> library.on(context),
            context(),
            new ConnectionGuards(
                    new StallWatcher(), new OpenConnections(), sockets, new HeadLimits(1_000, 1_000), 100,
                    Duration.ofMinutes(1)));

    @Test
    void aRequestThatTakesLongIsNoIdleness() throws Exception {
        arrives(REQUEST);
        List<Duration> idle = new ArrayList<>();
        library.serving = () -> {
            pass();
            idle.add(connection.idleTime());
        };
        library.served = () -> {
            pass();
            idle.add(connection.idleTime());
        };
        serve();
        assertThat(idle.getFirst()).isZero();
        assertThat(idle.getLast()).isPositive();
    }

    @Test
    void aConnectionThatIsToCloseWhileARequestArrivesServesItAndNoOther() throws Exception {
        arrives("GET /p HTTP/1.1\r\n");
        input.add(() -> {
            connection.close(false);
            connection.closeIfIdle();
            return bytes("Host: x\r\n\r\n");
        });
        library.serving = () -> assertThat(connection.isClosing()).isTrue();
        assertThatThrownBy(this::serve).isInstanceOf(CloseConnectionException.class);
        assertThat(library.calls).containsExactly("request");
    }

    @Test
    void oneThatIsToCloseWhileItsAnswerIsSentEndsWithIt() throws Exception {
        arrives(REQUEST);
        library.serving = () -> connection.close(false);
        assertThatThrownBy(this::serve).isInstanceOf(CloseConnectionException.class);
        assertThat(library.calls).containsExactly("request");
    }

    @Test
    void oneThatServesIsNotClosedForIdleness() throws Exception {
        arrives(REQUEST);
        library.serving = connection::closeIfIdle;
        serve();
        assertThat(library.calls).containsExactly("request", "end");
        assertThat(connection.isClosing()).isFalse();
    }

    @Test
    void oneThatWasClosedBeforeARequestBeganToArriveBeginsNone() {
        connection.closeIfIdle();
        arrives(REQUEST);
        assertThatThrownBy(this::serve).isInstanceOf(CloseConnectionException.class);
        assertThat(library.calls).containsExactly("close(false)");
    }

    @Test
    void whoseThreadMayBeInterruptedHasBegunNoRequest() throws Exception {
        arrives(REQUEST);
        List<Boolean> interruptible = new ArrayList<>();
        library.serving = () -> interruptible.add(connection.canInterrupt());
        library.served = () -> interruptible.add(connection.canInterrupt());
        serve();
        assertThat(interruptible).containsExactly(false, true);
    }

    @Test
    void theEndOfTheGraceTimeSparesNobody() throws Exception {
        arrives(REQUEST);
        library.serving = () -> connection.close(true);
        assertThatThrownBy(this::serve).isInstanceOf(CloseConnectionException.class);
        assertThat(library.calls).containsExactly("close(true)", "request");
    }

    @Test
    void oneWhoseLastAnswerIsSentGivesItsSlotUpAtOnce() throws Exception {
        library.refuses = true;
        List<Boolean> interrupted = new ArrayList<>();
        input.add(() -> {
            connection.closeIfIdle();
            interrupted.add(Thread.interrupted());
            throw new ServerConnectionException("cut", new UncheckedIOException(new SocketTimeoutException("cut")));
        });
        serve();
        assertThat(interrupted).containsExactly(true);
    }

    /** The thread that looks may have to wait for a processor much longer than for the client. */
    @Test
    void aLookAtTheClientThatIsNoticedLateCostsNothing() {
        input.add(() -> {
            connection.watch().check(System.nanoTime() + Duration.ofSeconds(10).toNanos());
            throw new ServerConnectionException("late", new UncheckedIOException(new SocketTimeoutException("late")));
        });
        assertThat(connection.isClientThere()).isTrue();
        assertThat(connection.watch().hasFired() || Thread.interrupted()).isFalse();
    }

    @Test
    void aLookThatNeverEndsIsEnded() {
        input.add(() -> {
            connection.watch().check(System.nanoTime() + Duration.ofMinutes(1).toNanos());
            throw new ServerConnectionException("cut", new UncheckedIOException(new SocketTimeoutException("cut")));
        });
        assertThat(connection.isClientThere()).isTrue();
        assertThat(connection.watch().hasFired() && Thread.interrupted()).isTrue();
    }

    private void serve() throws InterruptedException {
        try {
            connection.handle(FixedLimit.create());
        } catch (ClientLeftException expected) {
            library.calls.add("end");
        }
    }

    private void arrives(String text) {
        input.add(() -> bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** So that a time that is measured is more than nothing. */
    private static void pass() {
        long start = System.nanoTime();
        while (System.nanoTime() == start) {
            Thread.onSpinWait();
        }
    }

    private ConnectionContext context() {
        return only(ConnectionContext.class, Map.of(
                "isSecure", true,
                "remotePeer", only(PeerInfo.class, Map.of("address", new InetSocketAddress(1))),
                "dataReader", DataReader.create(() -> input.remove().get())));
    }

    /** One that answers these methods. */
    private static <T> T only(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                GuardedConnectionTest.class.getClassLoader(), new Class<?>[]{type}, (proxy, method, arguments) -> {
                    if (!answers.containsKey(method.getName())) {
                        throw new AssertionError(method + " is not expected");
                    }
                    return answers.get(method.getName());
                }));
    }

    private static final class ClientLeftException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Serves one request as the library does: reads its head, begins it, answers it, ends it. */
    private final class Library implements ServerConnection, InterruptableTask<Void> {
        private final List<String> calls = new ArrayList<>();
        private DataReader heads = DataReader.create(() -> new byte[0]);
        private boolean refuses;
        private Runnable serving = () -> {};
        private Runnable served = () -> {};

        Library on(ConnectionContext context) {
            heads = context.dataReader();
            return this;
        }

        @Override
        public void handle(Limit limit) {
            if (refuses) {
                return;
            }
            heads.ensureAvailable();
            connection.beginRequest();
            serving.run();
            calls.add("request");
            connection.endRequest();
            served.run();
            throw new ClientLeftException();
        }

        @Override
        public boolean canInterrupt() {
            return true;
        }

        @Override
        public Duration idleTime() {
            return Duration.ofDays(1);
        }

        @Override
        public void close(boolean interrupt) {
            calls.add("close(" + interrupt + ")");
        }
    }
}
