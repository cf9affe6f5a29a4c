package dev.rollcall.hardship;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client of one connection, for many threads. Where there are several nodes, its requests go to them in turn.
 *
 * <p>A request that is not answered is an {@link UncheckedIOException}, and never sent a second time.
 */
final class Tenant {
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private static final int OVERTAKEN_AT_MOST = 100;

    private final HttpClient http;
    private final List<URI> nodes;
    private final Access access;
    private final Duration patience;
    private final AtomicInteger turn = new AtomicInteger();

    Tenant(HttpClient http, List<URI> nodes, Access access) {
        this(http, nodes, access, PATIENCE);
    }

    private Tenant(HttpClient http, List<URI> nodes, Access access, Duration patience) {
        this.http = http;
        this.nodes = nodes;
        this.access = access;
        this.patience = patience;
    }

    /** The same that gives up after that time. */
    Tenant withPatience(Duration time) {
        return new Tenant(http, nodes, access, time);
    }

    Access access() {
        return access;
    }

    Reply get(String path) {
        return send("GET", path, Optional.empty(), Optional.empty());
    }

    Reply delete(String path) {
        return send("DELETE", path, Optional.empty(), Optional.empty());
    }

    Reply post(String path, String body) {
        return send("POST", path, Optional.of(body), Optional.empty());
    }

    Reply put(String path, String body) {
        return send("PUT", path, Optional.of(body), Optional.empty());
    }

    Reply patch(String path, String body) {
        return send("PATCH", path, Optional.of(body), Optional.empty());
    }

    /** A PATCH that is sent again, as identity providers do, while nodes overtake each other and nothing was changed (503). */
    Reply patchUntilServed(String path, String body) {
        Reply reply = patch(path, body);
        for (int again = 0; again < OVERTAKEN_AT_MOST && reply.status() == 503; again++) {
            reply = patch(path, body);
        }
        return reply;
    }

    /** A PATCH that is only to be done while the resource has this entity tag. */
    Reply patchIf(String version, String path, String body) {
        return send("PATCH", path, Optional.of(body), Optional.of(version));
    }

    /** What a filter finds. */
    Reply find(String endpoint, String filter) {
        String text = URLEncoder.encode(filter, StandardCharsets.UTF_8).replace("+", "%20");
        return get(endpoint + "?filter=" + text).expect(200);
    }

    /** Takes the whole answer, but keeps it only when it is an error. */
    Reply unread(String method, String path) {
        return send(method, path, Optional.empty(), Optional.empty(), Tenant::keepErrors);
    }

    /** The same with a body. */
    Reply unread(String method, String path, String body) {
        return send(method, path, Optional.of(body), Optional.empty(), Tenant::keepErrors);
    }

    private static BodySubscriber<byte[]> keepErrors(ResponseInfo answer) {
        return answer.statusCode() < 400 ? BodySubscribers.replacing(new byte[0]) : BodySubscribers.ofByteArray();
    }

    private Reply send(String method, String path, Optional<String> body, Optional<String> ifMatch) {
        return send(method, path, body, ifMatch, BodyHandlers.ofByteArray());
    }

    private Reply send(String method, String path, Optional<String> body, Optional<String> ifMatch,
            BodyHandler<byte[]> handler) {
        URI node = nodes.get(Math.floorMod(turn.getAndIncrement(), nodes.size()));
        URI uri = URI.create(node + "/scim/v2/connections/" + access.connection().value() + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(patience)
                .header("Authorization", "Bearer " + access.token())
                .method(method, body.map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
        body.ifPresent(_ -> request.header("Content-Type", "application/scim+json; charset=utf-8"));
        ifMatch.ifPresent(tag -> request.header("If-Match", tag));
        try {
            HttpResponse<byte[]> response = http.send(request.build(), handler);
            return new Reply(method + " " + path, response.statusCode(), response.headers().firstValue("Retry-After"),
                    response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
