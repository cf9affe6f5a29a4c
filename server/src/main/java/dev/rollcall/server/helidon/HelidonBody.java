package dev.rollcall.server.helidon;

import dev.rollcall.server.http.BodyException;
import dev.rollcall.server.http.BodyException.Reason;
import dev.rollcall.server.http.RequestBody;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import java.nio.charset.StandardCharsets;

/** The body of a request, read from the socket within the time limit. When the time is over, the socket is still good. */
final class HelidonBody implements RequestBody {
    /** An unread body of at most this many bytes is received, so that the connection can serve the next request. */
    static final int DRAIN_LIMIT = 64 * 1024;

    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final GuardedConnection connection;
    private final RequestHead head;
    private final DataReader socket;
    private final ChunkedInput chunks;
    private long left;
    private long received;
    private long deadline;
    private boolean begun;
    private boolean finished;
    private boolean failed;

    HelidonBody(GuardedConnection connection) {
        this.connection = connection;
        this.head = connection.feed().current();
        this.socket = connection.feed().socket();
        this.chunks = new ChunkedInput(socket);
        this.left = head.length();
        this.finished = head.length() == 0;
    }

    @Override
    public boolean present() {
        return head.length() != 0;
    }

    @Override
    public long length() {
        return head.length() == RequestHead.CHUNKED ? UNKNOWN_LENGTH : head.length();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (finished) {
            return -1;
        }
        boolean first = begin();
        connection.beginRead(deadline);
        try {
            if (first && head.expectsContinue()) {
                connection.context().dataWriter().writeNow(BufferData.create(CONTINUE));
            }
            int read = head.length() == RequestHead.CHUNKED
                    ? readChunk(buffer, offset, length)
                    : readStretch(buffer, offset, length);
            finished = read < 0;
            return read;
        } catch (ChunkedInput.MalformedException | DataReader.IncorrectNewLineException e) {
            throw failure(Reason.MALFORMED, e);
        } catch (BodyException e) {
            throw e;
        } catch (RuntimeException e) {
            throw failure(GuardedConnection.timedOut(e) ? Reason.TIMEOUT : Reason.ABORTED, e);
        } finally {
            connection.endRead();
        }
    }

    /** Makes the connection ready for its next request; whether that is possible. */
    boolean drain() {
        if (finished) {
            return true;
        }
        if (failed || length() < 0 || left > DRAIN_LIMIT || head.expectsContinue() && !begun) {
            return false;
        }
        byte[] rest = new byte[(int) Math.max(1, left)];
        try {
            while (read(rest, 0, rest.length) >= 0) {
                continue;
            }
            return true;
        } catch (BodyException e) {
            return false;
        }
    }

    /** @return whether this is the first read */
    private boolean begin() {
        boolean first = !begun;
        if (first) {
            begun = true;
            deadline = System.nanoTime() + connection.timeout().toNanos();
        }
        return first;
    }

    private int readStretch(byte[] buffer, int offset, int length) {
        if (left == 0) {
            return -1;
        }
        int read = readSocket(buffer, offset, (int) Math.min(length, left));
        left -= read;
        return read;
    }

    private int readChunk(byte[] buffer, int offset, int length) {
        long available = chunks.available();
        if (available == 0) {
            return -1;
        }
        if (available > connection.largestBody() - received) {
            throw failure(Reason.TOO_LARGE, new IllegalStateException("The chunks are longer than any body may be"));
        }
        int read = readSocket(buffer, offset, (int) Math.min(length, available));
        chunks.advance(read);
        received += read;
        return read;
    }

    private int readSocket(byte[] buffer, int offset, int length) {
        socket.ensureAvailable();
        int size = Math.min(length, socket.available());
        return socket.readBuffer(size).read(buffer, offset, size);
    }

    private BodyException failure(Reason reason, RuntimeException cause) {
        failed = true;
        return new BodyException(reason, cause);
    }
}
