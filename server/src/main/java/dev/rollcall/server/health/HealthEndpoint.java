package dev.rollcall.server.health;

import dev.rollcall.directory.connection.ConnectionId;
import dev.rollcall.directory.storage.Share;
import dev.rollcall.directory.storage.Storage;
import dev.rollcall.directory.storage.StorageException;
import dev.rollcall.server.http.HttpEndpoint;
import dev.rollcall.server.http.ResponseHeader;
import dev.rollcall.server.http.ScimHttpRequest;
import dev.rollcall.server.http.ScimHttpResponse;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /health/live} (the process serves requests) and {@code /health/ready} (and its store can be read): 200 with
 * {@code {"status":"up"}} or 503 with {@code {"status":"down"}}. For load balancers; needs no token, is not logged.
 */
public final class HealthEndpoint implements HttpEndpoint {
    /** What every path of this endpoint begins with. */
    public static final String PREFIX = "/health/";

    private static final Logger LOGGER = LoggerFactory.getLogger(HealthEndpoint.class);
    private static final ConnectionId NOBODY = new ConnectionId("con_0000000000000000");

    private final Storage storage;

    public HealthEndpoint(Storage storage) {
        this.storage = storage;
    }

    @Override
    public ScimHttpResponse handle(ScimHttpRequest request) {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return answer(405, "method not allowed").with(ResponseHeader.ALLOW, "GET, HEAD");
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

    private static ScimHttpResponse answer(int status, String text) {
        byte[] json = ("{\"status\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
        return ScimHttpResponse.json(status, json).with(ResponseHeader.CACHE_CONTROL, "no-store");
    }
}
