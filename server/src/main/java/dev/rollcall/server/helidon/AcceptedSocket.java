package dev.rollcall.server.helidon;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A socket between its acceptance and its end, and whether it is in use. */
final class AcceptedSocket {
    private static final Logger LOGGER = LoggerFactory.getLogger(AcceptedSocket.class);
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long BUSY = Long.MAX_VALUE;

    private final SocketChannel channel;
    private final InetAddress address;
    private final long acceptedAt;
    private volatile boolean silent = true;
    private volatile long idleSince;
    private volatile @Nullable GuardedConnection connection;

    AcceptedSocket(SocketChannel channel, InetAddress address, long now) {
        this.channel = channel;
        this.address = address;
        this.acceptedAt = now;
        this.idleSince = now;
    }

    InetAddress address() {
        return address;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** The connection that serves it, once there is one. */
    void servedBy(GuardedConnection serving) {
        connection = serving;
    }

    /** A request has begun to arrive. */
    void busy() {
        silent = false;
        idleSince = BUSY;
    }

    /** Reading fails when nothing has come at that {@link System#nanoTime}. */
    void readUntil(long deadline) {
        long millis = Math.clamp((deadline - System.nanoTime()) / NANOS_PER_MILLI, 1, Integer.MAX_VALUE);
        setReadTimeout((int) millis);
    }

    /** Reading waits for as long as it takes. */
    void readAtLeisure() {
        setReadTimeout(0);
    }

    private void setReadTimeout(int millis) {
        try {
            channel.socket().setSoTimeout(millis);
        } catch (SocketException closed) {
            // Reading from it will fail, and say so.
            LOGGER.trace("A socket has been closed", closed);
        }
    }

    /** The answer has been sent. */
    void idle(long now) {
        idleSince = now;
    }

    /** Whether nothing of a request has come within that time after the socket was accepted. */
    boolean silentFor(long nanos, long now) {
        return silent && now - acceptedAt >= nanos && !hasInput();
    }

    /** Whether it has waited for a request for that long. */
    boolean idleFor(long nanos, long now) {
        long since = idleSince;
        return since != BUSY && now - since >= nanos && !hasInput();
    }

    /**
     * Whether something has come that its thread has not read yet. The thread reads at once, unless it must wait for a processor:
     * what has come then may be a request.
     */
    private boolean hasInput() {
        try {
            return channel.isConnected() && channel.socket().getInputStream().available() > 0;
        } catch (IOException closed) {
            LOGGER.trace("A socket has been closed", closed);
            return false;
        }
    }

    /** Since when it is idle, in {@link System#nanoTime}; only to be compared. */
    long idleSince() {
        return idleSince;
    }

    /** Tells the client that nothing more will come; what the client sends is still received. */
    void endOutput() {
        try {
            channel.shutdownOutput();
        } catch (IOException closed) {
            LOGGER.trace("A socket has been closed", closed);
        }
    }

    /** Closes it unless a request has just begun to arrive. */
    void close() {
        GuardedConnection serving = connection;
        if (serving != null) {
            serving.closeIfIdle();
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            LOGGER.debug("A socket could not be closed properly", e);
        }
    }
}
