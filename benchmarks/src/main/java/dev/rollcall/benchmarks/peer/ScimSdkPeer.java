package dev.rollcall.benchmarks.peer;

import de.captaingoldfish.scim.sdk.common.constants.enums.HttpMethod;
import de.captaingoldfish.scim.sdk.common.response.ScimResponse;
import de.captaingoldfish.scim.sdk.server.endpoints.Context;
import de.captaingoldfish.scim.sdk.server.endpoints.ResourceEndpoint;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * SCIM-SDK over maps in memory, behind the same HTTP server that Rollcall uses, so that what differs is SCIM and storage.
 * It listens on the loopback address only, authenticates nobody and forgets everything when it stops.
 */
public final class ScimSdkPeer implements AutoCloseable {
    private static final String BASE_PATH = "/scim/v2";

    private final ResourceEndpoint endpoint = PeerEndpoint.create();
    private final WebServer server;

    private ScimSdkPeer(int port) {
        server = WebServer.builder()
                .host("127.0.0.1")
                .port(port)
                .connectionOptions(options -> options.tcpNoDelay(true))
                .maxPayloadSize(64L << 20)
                .shutdownHook(false)
                .routing(routing -> routing.any(BASE_PATH + "/*", this::answer))
                .build()
                .start();
    }

    /** A running peer; port 0 picks a free one. */
    public static ScimSdkPeer start(int port) {
        return new ScimSdkPeer(port);
    }

    public int port() {
        return server.port();
    }

    /** Where its SCIM endpoint is, without a slash at the end. */
    public String baseUrl() {
        return "http://127.0.0.1:" + port() + BASE_PATH;
    }

    @Override
    public void close() {
        server.stop();
    }

    private void answer(ServerRequest request, ServerResponse response) {
        var method = HttpMethod.valueOf(request.prologue().method().text());
        String body = request.content().hasEntity() ? request.content().as(String.class) : "";
        var context = new Context(new EverybodyMay());
        ScimResponse answer = endpoint.handleRequest(url(request), method, body, headers(request), context);
        answer.getHttpHeaders().forEach((name, value) -> response.header(HeaderNames.create(name), value));
        response.status(Status.create(answer.getHttpStatus()));
        if (answer.getHttpStatus() == Status.NO_CONTENT_204.code()) {
            response.send();
            return;
        }
        response.send(answer.toString().getBytes(StandardCharsets.UTF_8));
    }

    private String url(ServerRequest request) {
        String query = request.query().rawValue();
        return "http://127.0.0.1:" + port() + request.path().rawPath() + (query.isEmpty() ? "" : "?" + query);
    }

    private static Map<String, String> headers(ServerRequest request) {
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach(header -> headers.put(header.name(), header.get()));
        return headers;
    }

    /** Starts a peer on the port given (none: a free one) and serves until the process ends. */
    public static void main(String... arguments) {
        ScimSdkPeer peer = start(arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]));
        System.out.println("scim-sdk is ready at " + peer.baseUrl());
    }
}
