package dev.rollcall.server.helidon;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * An HTTP/1.1 connection that no client can hold for longer than the time limits, and on which no request that has begun to
 * arrive goes without an answer.
 *
 * <p>Guarantees: it is closed for idleness, or for a stop, only between two requests; while one arrives or is served, its answer
 * is the last and says so. The client can read the last answer: what it is still sending is received and thrown away for a
 * while, because closing a socket with unread input discards the answer on its way. It is cut off without an answer only when
 * the client takes too long to send a head or to take an answer, or the grace time of a stop is over.
 */
final class GuardedConnection implements ServerConnection, InterruptableTask<Void> {
    /** The connection that the current thread serves. */
    static final ScopedValue<GuardedConnection> CURRENT = ScopedValue.newInstance();

    /** How long in all, how long without a byte, and how many bytes are received after the last answer. */
    static final Duration LINGER_TIME = Duration.ofSeconds(30);

    static final Duration LINGER_SILENCE = Duration.ofSeconds(5);
    static final long LINGER_BYTES = 96L << 20;

    /** How long it is looked whether a client has closed. */
    private static final Duration GLANCE = Duration.ofMillis(1);

    /**
     * How long after its time limit a read is ended at the latest, at the price of the connection. The limit itself costs no
     * connection, but sees no end of a TLS record that comes byte by byte; and the reading thread may have to wait for a
     * processor before it finds that its time is over, for seconds on a machine that has too much to do.
     */
    private static final long READ_SLACK_NANOS = Duration.ofSeconds(30).toNanos();

    /** What the client makes of it. */
    private enum Phase {
        /** Between two requests. */
        IDLE,
        /** A request arrives or is served. */
        BUSY,
        /** Closed between two requests: another one is not begun. */
        ENDED
    }

    private final ServerConnection delegate;
    private final ConnectionContext context;
    private final RequestFeed feed;
    private final ConnectionGuards guards;
    private final Optional<AcceptedSocket> socket;
    private final SocketAddress remote;
    private final StallWatch watch = new StallWatch(Thread.currentThread());
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.IDLE);
    private volatile long idleSince = System.nanoTime();
    private volatile boolean closing;
    private volatile boolean lingering;
    private boolean inputLeft;

    /** Made by the thread that serves the connection. */
    GuardedConnection(
            Function<ConnectionContext, ServerConnection> library, ConnectionContext context, ConnectionGuards guards) {
        this.context = context;
        this.feed = new RequestFeed(context.dataReader(), guards.heads(), new HeadPhase());
        this.delegate = library.apply(new FedContext(context, DataReader.create(feed)));
        this.guards = guards;
        this.remote = context.remotePeer().address();
        this.socket = guards.sockets().of(remote);
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
        guards.watcher().add(watch);
        guards.open().add(this);
        socket.ifPresent(accepted -> accepted.servedBy(this));
        try {
            ScopedValue.where(CURRENT, this).call(() -> {
                handleUntilClosed(limit);
                return this;
            });
        } finally {
            guards.open().remove(this);
            guards.watcher().remove(watch);
            socket.ifPresent(accepted -> guards.sockets().remove(remote, accepted));
        }
    }

    private void handleUntilClosed(Limit limit) throws InterruptedException {
        try {
            delegate.handle(limit);
            // A regular end without a stop is a refusal by the library, answered before the request was read.
            inputLeft = !closing;
        } finally {
            watch.end();
            if (inputLeft) {
                linger();
            }
        }
    }

    /** The connection ends after the current answer. */
    CloseConnectionException closed(boolean withInputLeft) {
        inputLeft = withInputLeft;
        return new CloseConnectionException("The answer was the last on this connection");
    }

    /** Whether the server is stopping or has given up this connection. */
    boolean isClosing() {
        return closing || guards.open().areClosed();
    }

    /**
     * A request has come.
     *
     * @throws CloseConnectionException when the connection was closed before it began to arrive, or its answer could not be sent
     */
    void beginRequest() {
        if (phase.get() == Phase.ENDED || watch.hasFired()) {
            throw new CloseConnectionException("The connection was closed before the request was begun");
        }
    }

    /**
     * The answer has been sent; the next request may be long in coming.
     *
     * @throws CloseConnectionException when the connection was to be closed meanwhile
     */
    void endRequest() {
        becomeIdle();
        if (closing) {
            // It was too late to say so in the answer.
            throw closed(false);
        }
    }

    private void becomeIdle() {
        long now = System.nanoTime();
        idleSince = now;
        phase.set(Phase.IDLE);
        socket.ifPresent(accepted -> accepted.idle(now));
    }

    /**
     * A wait for a part of a body begins. When it is not over at that {@link System#nanoTime}, reading fails and {@link
     * #timedOut} tells why; an answer can still be sent.
     */
    void beginRead(long deadline) {
        socket.ifPresent(accepted -> accepted.readUntil(deadline));
        watch.until(deadline + READ_SLACK_NANOS);
    }

    /** The wait is over. */
    void endRead() {
        watch.end();
        socket.ifPresent(AcceptedSocket::readAtLeisure);
    }

    /** Whether the client has not closed its sending side, as far as can be seen without taking anything from what it sends. */
    boolean isClientThere() {
        beginRead(System.nanoTime() + GLANCE.toNanos());
        try {
            // What comes stays in the reader's buffer, for whoever reads next.
            feed.socket().ensureAvailable();
            return true;
        } catch (RuntimeException e) {
            return timedOut(e);
        } finally {
            endRead();
        }
    }

    /** The answer that is being sent is given up: the write that waits, or the next one, fails. Called by any thread. */
    void cutAnswer() {
        watch.fire();
    }

    /**
     * Asked between the beginning of a wait and a write.
     *
     * @throws CloseConnectionException when the answer has been given up
     */
    void requireAnswerWanted() {
        if (watch.hasFired()) {
            throw closed(false);
        }
    }

    /** Whether reading failed because a wait took too long. */
    static boolean timedOut(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }

    /** Where the requests come from. */
    RequestFeed feed() {
        return feed;
    }

    StallWatch watch() {
        return watch;
    }

    ConnectionContext context() {
        return context;
    }

    /** The largest body that any endpoint takes, in bytes. */
    long largestBody() {
        return guards.largestBody();
    }

    /** How long the client may take for a request's headers, a body, or an answer. */
    Duration timeout() {
        return guards.timeout();
    }

    private void linger() {
        lingering = true;
        // When slots run out, it goes like any other that serves nothing.
        becomeIdle();
        endOutput();
        long end = System.nanoTime() + LINGER_TIME.toNanos();
        try {
            DataReader reader = context.dataReader();
            long left = LINGER_BYTES;
            while (left > 0 && !closing && System.nanoTime() - end < 0) {
                watch.begin(LINGER_SILENCE);
                left -= reader.readBuffer().available();
                watch.end();
            }
        } catch (RuntimeException closedByClient) {
            // The client has read the answer and closed, or took too long; there is nobody left to tell.
            inputLeft = false;
        } finally {
            watch.end();
        }
    }

    /** As RFC 9112 section 9.6 wants it, so that the client need not wait; TLS has an end of its own, which comes with the close. */
    private void endOutput() {
        if (!context.isSecure()) {
            socket.ifPresent(AcceptedSocket::endOutput);
        }
    }

    /** Whether nothing is lost when the thread is interrupted; the library asks before it stops. */
    @Override
    public boolean canInterrupt() {
        return lingering
                || phase.get() != Phase.BUSY && delegate instanceof InterruptableTask<?> task && task.canInterrupt();
    }

    /** For how long it has waited for a request: none while it serves one, however long that takes. */
    @Override
    public Duration idleTime() {
        return phase.get() == Phase.BUSY ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - idleSince);
    }

    /** Ends it with the request that arrives or is served, at once when there is none, or whatever it does. */
    @Override
    public void close(boolean interrupt) {
        closing = true;
        // The library would interrupt the reading of a head, too.
        if (endIdle() || interrupt) {
            delegate.close(interrupt);
        }
    }

    /** Ends it if it waits for a request of which nothing has come, or only receives what comes after its last answer. */
    void closeIfIdle() {
        if (endIdle()) {
            closing = true;
            delegate.close(false);
            if (lingering) {
                watch.fire();
            }
        }
    }

    private boolean endIdle() {
        return phase.compareAndSet(Phase.IDLE, Phase.ENDED) || phase.get() == Phase.ENDED;
    }

    /** Gives a head as much time as a body, and marks the socket as in use. */
    private final class HeadPhase implements RequestFeed.HeadListener {
        @Override
        public void begun() {
            if (!phase.compareAndSet(Phase.IDLE, Phase.BUSY)) {
                throw new CloseConnectionException("The connection was closed before a request began to arrive");
            }
            socket.ifPresent(AcceptedSocket::busy);
            watch.begin(timeout());
        }

        @Override
        public void complete() {
            watch.end();
        }

        @Override
        public String localAuthority() {
            return PeerAddress.authority(context.localPeer());
        }
    }
}
