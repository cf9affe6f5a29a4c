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
import java.util.function.Function;

/**
 * An HTTP/1.1 connection that no client can hold for longer than the time limits, and that is closed so that the client
 * can read the last answer: what it is still sending is received and thrown away for a while, because closing a socket
 * with unread input discards the answer on its way.
 */
final class GuardedConnection implements ServerConnection, InterruptableTask<Void> {
    /** The connection that the current thread serves. */
    static final ScopedValue<GuardedConnection> CURRENT = ScopedValue.newInstance();

    /** How long in all, how long without a byte, and how many bytes are received after the last answer. */
    static final Duration LINGER_TIME = Duration.ofSeconds(10);

    static final Duration LINGER_SILENCE = Duration.ofSeconds(1);
    static final long LINGER_BYTES = 96L << 20;

    /** How long it is looked whether a client has closed. */
    private static final Duration GLANCE = Duration.ofMillis(1);

    /** How long after its time limit a wait for a body is ended at the latest, at the price of the connection. */
    private static final long READ_SLACK_NANOS = Duration.ofSeconds(2).toNanos();

    private final ServerConnection delegate;
    private final ConnectionContext context;
    private final RequestFeed feed;
    private final ConnectionGuards guards;
    private final Optional<AcceptedSocket> socket;
    private final SocketAddress remote;
    private final StallWatch watch = new StallWatch(Thread.currentThread());
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
        return closing;
    }

    /**
     * A request's first line has come.
     *
     * @throws CloseConnectionException when the connection is being closed: the library interrupts a connection between
     *         two requests, and may do so after the next has come, so that request must not be begun; nor one whose answer
     *         could not be sent
     */
    void beginRequest() {
        if (closing || watch.hasFired()) {
            throw new CloseConnectionException("The connection was closed before the request was begun");
        }
    }

    /** The answer has been sent; the next request may be long in coming. */
    void endRequest() {
        socket.ifPresent(accepted -> accepted.idle(System.nanoTime()));
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

    @Override
    public boolean canInterrupt() {
        return lingering || delegate instanceof InterruptableTask<?> task && task.canInterrupt();
    }

    @Override
    public Duration idleTime() {
        return delegate.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
        closing = true;
        delegate.close(interrupt);
    }

    /** Gives a head as much time as a body, and marks the socket as in use. */
    private final class HeadPhase implements RequestFeed.HeadListener {
        @Override
        public void begun() {
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
