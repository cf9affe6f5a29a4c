package dev.rollcall.server.helidon;

import dev.rollcall.server.http.HttpError;
import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.http.ResponseBody;
import dev.rollcall.server.http.Surfaces;
import io.helidon.http.DirectHandler;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;

/** Answers what the library refuses before or outside of our endpoint, in the form of its surface's errors. */
final class DirectErrors implements DirectHandler {
    private final Surfaces surfaces;

    DirectErrors(Surfaces surfaces) {
        this.surfaces = surfaces;
    }

    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType eventType,
            Status defaultStatus,
            ServerResponseHeaders responseHeaders,
            String message) {
        HttpResponse answer = answer(request, eventType, defaultStatus.code());
        TransportResponse.Builder response = TransportResponse.builder()
                .status(Status.create(answer.status()))
                .keepAlive(false)
                .entity(request.method().equals("HEAD") ? new byte[0] : bytes(answer));
        answer.fields().forEach(field -> response.header(HelidonHeaders.of(field)));
        return response.build();
    }

    private HttpResponse answer(TransportRequest request, EventType eventType, int status) {
        int answered = eventType == EventType.INTERNAL_ERROR ? 500 : status;
        // Without a path not even the first line could be read: that is the client's mistake.
        int code = answered == 500 && request.path().isEmpty() ? 400 : answered;
        return surfaces.refuse(request.path(), new HttpError(code, detail(code)));
    }

    private static byte[] bytes(HttpResponse answer) {
        if (answer.body() instanceof ResponseBody.Bytes body) {
            return body.array();
        }
        throw new IllegalStateException("The library sends no streams.");
    }

    private static String detail(int status) {
        return switch (status) {
            case 414 -> "The request line is too long. Shorten the filter, or send it in the body of POST /.search.";
            case 415 -> "Compressed bodies are not read. Send the body without Content-Encoding.";
            case 501 -> "The transfer coding is not supported. Send the body with a Content-Length or in chunks.";
            case 503 -> "The server has too many requests at once. Wait a moment and send the request again.";
            case 505 ->
                "Only HTTP/1.1 and HTTP/1.0 are spoken. Configure the client, or the proxy in between, to use one"
                        + " of them.";
            case 500 ->
                "The server could not read the request. Send it again; if it fails again, tell the operator, who"
                        + " finds the cause in the server's log.";
            default ->
                "The request is not well-formed HTTP/1.1: its first line, a header or its framing cannot be read."
                        + " Check the URL and the headers that the client sends.";
        };
    }
}
