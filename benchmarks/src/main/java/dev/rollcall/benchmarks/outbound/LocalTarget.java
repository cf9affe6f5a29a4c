package dev.rollcall.benchmarks.outbound;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A SCIM application on this machine that takes whatever it is sent and keeps none of it; or one that answers everything with 503. */
final class LocalTarget implements AutoCloseable {
    private static final byte[] EMPTY_LIST = ("{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:ListResponse\"],"
            + "\"totalResults\":0,\"Resources\":[]}").getBytes(StandardCharsets.UTF_8);
    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);
    private static final int BACKLOG = 256;

    private final HttpServer server;
    private final AtomicLong written = new AtomicLong();
    private volatile boolean sick;

    private LocalTarget(HttpServer server) {
        this.server = server;
    }

    static LocalTarget start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        LocalTarget target = new LocalTarget(server);
        server.createContext("/scim/v2/", target::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return target;
    }

    URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/scim/v2");
    }

    /** How many users and groups were created or changed. */
    long written() {
        return written.get();
    }

    /** Lets it answer everything with 503 from now on, or no longer. */
    void sick(boolean now) {
        sick = now;
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (sick) {
            send(exchange, 503, NOTHING);
            return;
        }
        switch (exchange.getRequestMethod()) {
            case "POST" -> send(exchange, 201, withId(body, "r" + written.incrementAndGet()));
            case "PUT", "PATCH" -> {
                written.incrementAndGet();
                String path = exchange.getRequestURI().getPath();
                send(exchange, 200, withId(body, path.substring(path.lastIndexOf('/') + 1)));
            }
            case "DELETE" -> {
                written.incrementAndGet();
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            }
            default -> send(exchange, exchange.getRequestURI().getPath().endsWith("Users") ? 200 : 404, EMPTY_LIST);
        }
    }

    private static byte[] withId(byte[] body, String id) {
        String text = new String(body, StandardCharsets.UTF_8);
        return ("{\"id\":\"" + id + "\"," + text.substring(text.indexOf('{') + 1)).getBytes(StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/scim+json");
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
