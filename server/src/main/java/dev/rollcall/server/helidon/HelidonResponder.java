package dev.rollcall.server.helidon;

import dev.rollcall.server.http.Compression;
import dev.rollcall.server.http.HttpEndpoint;
import dev.rollcall.server.http.ScimHttpResponse;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/**
 * Serves every request of the library with our endpoint. It stands before the library's routing, which would decode and
 * normalise paths by rules of its own.
 */
final class HelidonResponder implements Filter {
    private static final byte[] NOTHING = new byte[0];

    private final HttpEndpoint endpoint;

    HelidonResponder(HttpEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        GuardedConnection connection = GuardedConnection.CURRENT.get();
        HelidonRequest ours = new HelidonRequest(request, connection);
        ScimHttpResponse answer = Compression.apply(ours, endpoint.handle(ours));
        boolean inputLeft = !ours.body().drain();
        boolean last = inputLeft
                || connection.isClosing()
                || request.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
        if (last) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        send(request, response, answer, connection);
        if (last) {
            throw connection.closed(inputLeft);
        }
    }

    private static void send(
            ServerRequest request, ServerResponse response, ScimHttpResponse answer, GuardedConnection connection) {
        response.status(Status.create(answer.status()));
        for (ScimHttpResponse.Field field : answer.fields()) {
            response.header(HelidonHeaders.of(field));
        }
        connection.watch().begin(connection.timeout());
        try {
            if (request.prologue().method().text().equals("HEAD")) {
                response.headers().contentLength(answer.body().length);
                response.send(NOTHING);
            } else {
                response.send(answer.body());
            }
        } finally {
            connection.watch().end();
        }
    }
}
