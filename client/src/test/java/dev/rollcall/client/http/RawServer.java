package dev.rollcall.client.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers each request with the next of the answers that it was given, byte for byte, and keeps what it received. */
final class RawServer implements AutoCloseable {
    private final ServerSocket listener;
    private final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    final List<String> heads = new CopyOnWriteArrayList<>();
    final List<String> bodies = new CopyOnWriteArrayList<>();

    /** What is written for one request; {@code hangUp} closes the connection behind it. */
    record Reply(byte[] bytes, boolean hangUp) {}

    RawServer() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + path);
    }

    int connections() {
        return accepted.get();
    }

    void reply(String answer) {
        replies.add(new Reply(answer.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8), false));
    }

    void reply(byte[] answer, boolean hangUp) {
        replies.add(new Reply(answer, hangUp));
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                connections.add(socket);
                accepted.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            assert listener.isClosed() : e;
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            while (true) {
                String head = head(socket.getInputStream());
                heads.add(head);
                bodies.add(new String(socket.getInputStream().readNBytes(length(head)), StandardCharsets.UTF_8));
                Reply reply = replies.take();
                OutputStream out = socket.getOutputStream();
                out.write(reply.bytes());
                out.flush();
                if (reply.hangUp()) {
                    return;
                }
            }
        } catch (SocketException e) {
            // The client or the test has closed the connection.
            assert e.getMessage() != null;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new SocketException("closed");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.UTF_8);
    }

    private static int length(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
    }
}
