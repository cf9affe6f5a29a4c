package dev.rollcall.clients;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A receiver of webhooks on this machine, which answers as it is told; what it refuses it answers with all that it was shown. */
final class WebhookReceiver implements AutoCloseable {
    private final HttpServer server;
    private final AtomicInteger status = new AtomicInteger(204);
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicReference<String> authorization = new AtomicReference<>("");

    WebhookReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            count.incrementAndGet();
            authorization.set(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            byte[] echo = status.get() < 400 || exchange.getRequestMethod().equals("HEAD")
                    ? new byte[0]
                    : exchange.getRequestHeaders().values().toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status.get(), echo.length == 0 ? -1 : echo.length);
            if (echo.length > 0) {
                exchange.getResponseBody().write(echo);
            }
            exchange.close();
        });
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /** What it answers from now on. */
    void answer(int code) {
        status.set(code);
    }

    /** How many requests came. */
    int count() {
        return count.get();
    }

    /** What the last request showed. */
    String authorization() {
        return authorization.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
