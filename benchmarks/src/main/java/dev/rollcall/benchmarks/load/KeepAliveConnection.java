package dev.rollcall.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Optional;

/** One connection with at most one request under way. Its buffer grows with the largest answer, up to a limit. */
final class KeepAliveConnection implements AutoCloseable {
    private static final int LARGEST_ANSWER = 64 << 20;

    private final SocketChannel channel;
    private final SelectionKey key;
    private ByteBuffer unsent = ByteBuffer.allocate(0);
    private byte[] received = new byte[16 << 10];
    private int length;
    private int headLength;
    private int answerLength;
    private int number;
    private long startedAt;

    KeepAliveConnection(InetSocketAddress address, Selector selector) throws IOException {
        channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        key = channel.register(selector, 0, this);
    }

    int number() {
        return number;
    }

    long startedAt() {
        return startedAt;
    }

    void send(int number, byte[] request, long now) throws IOException {
        this.number = number;
        startedAt = now;
        length = 0;
        headLength = -1;
        unsent = ByteBuffer.wrap(request);
        write();
    }

    void write() throws IOException {
        channel.write(unsent);
        key.interestOps(unsent.hasRemaining() ? SelectionKey.OP_WRITE | SelectionKey.OP_READ : SelectionKey.OP_READ);
    }

    /** The answer, as soon as the last of it is there. */
    Optional<Response> read() throws IOException {
        if (length == received.length) {
            grow();
        }
        int count = channel.read(ByteBuffer.wrap(received, length, received.length - length));
        if (count < 0) {
            throw new LoadException("The server closed the connection before it had answered in full.");
        }
        length += count;
        if (headLength < 0) {
            headLength = ResponseHead.end(received, length);
            answerLength = headLength < 0 ? 0 : headLength + ResponseHead.bodyLength(received, headLength);
        }
        if (headLength < 0 || length < answerLength) {
            return Optional.empty();
        }
        key.interestOps(0);
        return Optional.of(new Response(received, headLength, length));
    }

    private void grow() {
        if (received.length >= LARGEST_ANSWER) {
            throw new LoadException("An answer is larger than " + LARGEST_ANSWER + " bytes.");
        }
        received = Arrays.copyOf(received, received.length * 2);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new LoadException("A connection could not be closed.", e);
        }
    }
}
