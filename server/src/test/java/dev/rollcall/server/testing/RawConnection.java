package dev.rollcall.server.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client that sends exactly the bytes it is told to, for input that no HTTP library would send. */
public final class RawConnection implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(30).toMillis();

    private final Socket socket;
    private final InputStream input;
    private final OutputStream output;

    public RawConnection(int port) throws IOException {
        this(new Socket(), port);
    }

    /** One that takes next to nothing until it is read from. */
    public static RawConnection narrow(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        return new RawConnection(socket, port);
    }

    private RawConnection(Socket unconnected, int port) throws IOException {
        socket = unconnected;
        socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        input = socket.getInputStream();
        output = socket.getOutputStream();
    }

    public RawConnection send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawConnection send(byte[] bytes) throws IOException {
        output.write(bytes);
        output.flush();
        return this;
    }

    /** Sends as much of the bytes, again and again, as the server takes before it closes. */
    public long sendUntilClosed(byte[] bytes, int times) throws IOException {
        long sent = 0;
        try {
            for (int i = 0; i < times; i++) {
                output.write(bytes);
                sent += bytes.length;
            }
            output.flush();
        } catch (SocketException closed) {
            return sent;
        }
        return sent;
    }

    /** The next answer: head and body, by its Content-Length; empty when the server closed. */
    public RawAnswer read() throws IOException {
        RawAnswer answer = readHead();
        int length = answer.header("Content-Length").map(Integer::parseInt).orElse(0);
        return new RawAnswer(answer.head(), new String(input.readNBytes(length), StandardCharsets.UTF_8));
    }

    /** The next answer's head; empty when the server closed. */
    public RawAnswer readHead() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int b = input.read();
            if (b < 0) {
                break;
            }
            head.write(b);
        }
        return new RawAnswer(head.toString(StandardCharsets.ISO_8859_1), "");
    }

    /** The body of an answer that comes in chunks, after its head was read. */
    public byte[] readChunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] chunk = readChunk();
        while (chunk.length > 0) {
            body.write(chunk);
            chunk = readChunk();
        }
        return body.toByteArray();
    }

    /** The next chunk of a body; the last one is empty. */
    public byte[] readChunk() throws IOException {
        byte[] chunk = input.readNBytes(Integer.parseInt(readLine(), 16));
        readLine();
        return chunk;
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        int b = input.read();
        while (b >= 0 && b != '\n') {
            line.append((char) b);
            b = input.read();
        }
        return line.toString().strip();
    }

    /** Whether an answer begins to arrive within that time. */
    public boolean answersWithin(Duration time) throws IOException {
        socket.setSoTimeout((int) time.toMillis());
        try {
            return input.read() >= 0;
        } catch (SocketTimeoutException nothing) {
            return false;
        } finally {
            socket.setSoTimeout(TIMEOUT_MILLIS);
        }
    }

    /** Everything until the server closes. */
    public byte[] readAll() throws IOException {
        return input.readAllBytes();
    }

    /** Whether the server has closed; waits for it, or for one byte more. */
    public boolean closedByServer() throws IOException {
        try {
            return input.read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    /** Leaves without a word: the server's next write fails. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
