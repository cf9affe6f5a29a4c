package dev.rollcall.server.helidon;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.RequestException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the socket and the library, which reads from it the heads of requests and nothing else: each one whole, in
 * the form that the library understands, as {@link RequestHead} describes. The bodies are read past the library, by {@link
 * MessageBody}. Confined to the thread that serves the connection.
 */
final class RequestFeed implements Supplier<byte[]> {
    /** Empty lines before a request that are passed over (RFC 9112 section 2.2 asks for one). */
    private static final int MAX_EMPTY_LINES = 16;

    private final DataReader socket;
    private final HeadLimits limits;
    private final HeadListener listener;
    private RequestHead current = RequestHead.NONE;

    /** Told when a head begins to arrive and when it has arrived. */
    interface HeadListener {
        void begun();

        void complete();

        /** Where the socket is reached, for a request that names no host. */
        String localAuthority();
    }

    RequestFeed(DataReader socket, HeadLimits limits, HeadListener listener) {
        this.socket = socket;
        this.limits = limits;
        this.listener = listener;
    }

    /** What the library was given last. */
    RequestHead current() {
        return current;
    }

    /** The socket behind. */
    DataReader socket() {
        return socket;
    }

    /**
     * The next head; null when the client has closed, as the library wants it.
     *
     * @throws RequestException when it is not well-formed
     */
    @Override
    public byte @Nullable [] get() {
        try {
            awaitRequest();
            listener.begun();
            current = read();
            listener.complete();
            return current.bytes();
        } catch (DataReader.InsufficientDataAvailableException closed) {
            return null;
        } catch (DataReader.IncorrectNewLineException e) {
            throw Refusal.of(400, String.valueOf(e.getMessage()));
        }
    }

    private void awaitRequest() {
        for (int i = 0; i < MAX_EMPTY_LINES; i++) {
            socket.ensureAvailable();
            if (socket.lookup() != '\r' || !socket.startsWithNewLine()) {
                return;
            }
            socket.skip(2);
        }
        throw Refusal.of(400, "Nothing but empty lines");
    }

    private RequestHead read() {
        byte[] line = line(limits.requestLine(), 414, "");
        RequestLine requestLine = RequestLine.parse(line);
        HeadBuilder head = new HeadBuilder(requestLine, listener::localAuthority);
        int left = limits.headers();
        while (true) {
            byte[] field = line(left, 400, requestLine.path());
            if (field.length == 0) {
                return head.build();
            }
            left -= field.length + 2;
            head.add(field);
        }
    }

    private byte[] line(int limit, int status, String path) {
        int length = limit <= 0 ? limit : socket.findNewLine(limit);
        if (length == limit) {
            throw Refusal.of(status, "", path, "More than " + limit + " bytes");
        }
        byte[] line = length == 0 ? new byte[0] : socket.readBytes(length);
        socket.skip(2);
        if (!ChunkedInput.isOneLine(line)) {
            throw Refusal.of(400, "", path, "A line holds a line feed or a NUL");
        }
        return line;
    }
}
