package dev.rollcall.server.helidon;

import dev.rollcall.server.http.Compression;
import dev.rollcall.server.http.HttpEndpoint;
import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.http.ResponseBody;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/**
 * Serves every request of the library with our endpoint. It stands before the library's routing, which would decode and
 * normalise paths by rules of its own.
 */
final class HelidonResponder implements Filter {
    private final HttpEndpoint endpoint;

    HelidonResponder(HttpEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        GuardedConnection connection = GuardedConnection.CURRENT.get();
        HelidonRequest ours = new HelidonRequest(request, connection);
        boolean last;
        boolean inputLeft;
        try {
            HttpResponse answer = endpoint.handle(ours);
            inputLeft = !ours.body().drain();
            last = inputLeft
                    || connection.isClosing()
                    || connection.feed().current().oldVersion()
                    || request.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
            if (last) {
                response.header(HeaderValues.CONNECTION_CLOSE);
            }
            send(ours, answer, new HelidonResponse(response, ours.method().equals("HEAD"), connection));
        } finally {
            ours.kept().close();
        }
        // From here on nobody cuts this answer off; when somebody has, however late, no other can be sent.
        boolean cut = connection.watch().hasFired();
        if (last || cut) {
            throw connection.closed(inputLeft && !cut);
        }
        connection.endRequest();
    }

    private static void send(HelidonRequest request, HttpResponse answer, HelidonResponse out) {
        request.kept().sending(out.connection()::cutAnswer);
        switch (answer.body()) {
            case ResponseBody.Bytes whole -> out.send(Compression.apply(request, answer));
            case ResponseBody.Streamed streamed ->
                new StreamedAnswer(request, answer, streamed, out, request.kept()).send();
        }
    }
}
