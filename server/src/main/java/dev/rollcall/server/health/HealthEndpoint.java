package dev.rollcall.server.health;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpEndpoint;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.http.Surface;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /health/live} (the process serves requests) and {@code /health/ready} (and its store can be read): 200 with
 * {@code {"status":"up"}} or 503 with {@code {"status":"down"}}. For load balancers; needs no token, is not logged.
 */
public final class HealthEndpoint implements HttpEndpoint {
    private static final String PREFIX = "/health";

    private static final Logger LOGGER = LoggerFactory.getLogger(HealthEndpoint.class);
    private static final ConnectionId NOBODY = new ConnectionId("con_0000000000000000");

    private final Storage storage;

    private HealthEndpoint(Storage storage) {
        this.storage = storage;
    }

    /** The surface below {@code /health}. */
    public static Surface surface(Storage storage) {
        return new Surface(PREFIX, new HealthEndpoint(storage), error -> answer(error.status(), "refused"));
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return answer(405, "method not allowed").with(HeaderName.ALLOW, "GET, HEAD");
        }
        return switch (request.rawPath()) {
            case "/health/live" -> answer(200, "up");
            case "/health/ready" -> storeIsReadable() ? answer(200, "up") : answer(503, "down");
            default -> answer(404, "not found");
        };
    }

    private boolean storeIsReadable() {
        try {
            return storage.read(Share.HOUSE, session -> session.connection(NOBODY)).isEmpty();
        } catch (StorageException e) {
            LOGGER.warn("The store cannot be read", e);
            return false;
        }
    }

    private static HttpResponse answer(int status, String text) {
        byte[] json = ("{\"status\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
        return HttpResponse.of(status, "application/json", json).with(HeaderName.CACHE_CONTROL, "no-store");
    }
}
