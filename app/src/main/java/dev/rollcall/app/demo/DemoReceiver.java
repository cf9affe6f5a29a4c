package dev.rollcall.app.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rollcall.app.service.ServiceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A receiver of webhooks as anybody might write one: it checks the signature by Standard Webhooks, passes over an event that it has
 * had before, and keeps what the events say of people, groups and members. It can be told to be out of order for a while.
 */
final class DemoReceiver implements AutoCloseable {
    private static final String PREFIX = "whsec_";
    private static final Duration OLDEST = Duration.ofMinutes(5);
    private static final int BODY = 1 << 20;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final Clock clock;
    private final Set<String> had = new HashSet<>();
    private final ToldRoster told = new ToldRoster();
    private Optional<String> secret = Optional.empty();
    private boolean broken;
    private int refused;

    private DemoReceiver(HttpServer server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    /** Starts one on a free port of this machine; it takes nothing before it has a secret. */
    static DemoReceiver start(Clock clock) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            DemoReceiver receiver = new DemoReceiver(server, clock);
            server.createContext("/events", receiver::receive);
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new ServiceException("The demo's receiver of webhooks cannot listen: " + e.getMessage(), e);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/events");
    }

    /** The secret that signatures are made with from now on. */
    synchronized void trust(String signingSecret) {
        secret = Optional.of(signingSecret);
    }

    /** Answers 503 from now on, or is well again. */
    synchronized void setBroken(boolean now) {
        broken = now;
    }

    /** How many different events it has taken. */
    synchronized int count() {
        return had.size();
    }

    /** How many requests it refused for their signature. */
    synchronized int refused() {
        return refused;
    }

    /** Whom the events have told of. */
    synchronized Roster roster() {
        return told.roster();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(BODY);
            int status = answer(exchange, body);
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private synchronized int answer(HttpExchange exchange, byte[] body) {
        if (broken) {
            return 503;
        }
        String id = header(exchange, "webhook-id");
        if (!isSigned(id, header(exchange, "webhook-timestamp"), header(exchange, "webhook-signature"), body)) {
            refused++;
            return 400;
        }
        if (!had.contains(id)) {
            try {
                told.take(JSON.readTree(body));
            } catch (JacksonException e) {
                return 400;
            }
            had.add(id);
        }
        return 204;
    }

    private boolean isSigned(String id, String timestamp, String signatures, byte[] body) {
        return secret.isPresent()
                && isRecent(timestamp)
                && Arrays.stream(signatures.split(" ", -1))
                        .filter(signature -> signature.startsWith("v1,"))
                        .anyMatch(signature -> MessageDigest.isEqual(
                                signature.substring(3).getBytes(StandardCharsets.UTF_8),
                                signature(secret.get(), id + "." + timestamp + ".", body)
                                        .getBytes(StandardCharsets.UTF_8)));
    }

    private boolean isRecent(String timestamp) {
        try {
            Instant at = Instant.ofEpochSecond(Long.parseLong(timestamp));
            return Duration.between(at, clock.instant()).abs().compareTo(OLDEST) <= 0;
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            return false;
        }
    }

    private static String signature(String secret, String head, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(PREFIX.length())), "HmacSHA256"));
            mac.update(head.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime has no HMAC with SHA-256.", e);
        }
    }

    private static String header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
