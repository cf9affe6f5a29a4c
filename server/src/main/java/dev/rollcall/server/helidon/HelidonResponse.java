package dev.rollcall.server.helidon;

import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.http.ResponseBody;
import io.helidon.http.Status;
import io.helidon.webserver.http.RoutingResponse;
import java.io.OutputStream;

/** The answer to one request of the library; no client can hold its thread by not reading it. */
final class HelidonResponse {
    private static final byte[] NOTHING = new byte[0];

    private final RoutingResponse response;
    private final boolean head;
    private final GuardedConnection connection;
    private final boolean unframed;
    private boolean begun;

    /** @param head whether the answer ends with its headers */
    HelidonResponse(RoutingResponse response, boolean head, GuardedConnection connection) {
        this.response = response;
        this.head = head;
        this.connection = connection;
        this.unframed = connection.feed().current().oldVersion();
    }

    /** Whether the answer ends with its headers. */
    boolean head() {
        return head;
    }

    /** Whether it is too late for another answer. */
    boolean begun() {
        return begun;
    }

    GuardedConnection connection() {
        return connection;
    }

    /** Sends an answer whose body is known. */
    void send(HttpResponse answer) {
        if (!(answer.body() instanceof ResponseBody.Bytes body)) {
            throw new IllegalArgumentException("A stream cannot be sent as a whole.");
        }
        if (head) {
            sendHead(answer, body.array().length);
        } else {
            begin(answer);
            watched(() -> response.send(body.array()));
        }
    }

    /** Sends the headers of an answer with a body of that many bytes, and nothing of the body. */
    void sendHead(HttpResponse answer, long length) {
        begin(answer);
        response.headers().contentLength(length);
        watched(() -> response.send(NOTHING));
    }

    /** Begins an answer whose body follows in chunks, or for HTTP/1.0 until the connection ends. */
    OutputStream stream(HttpResponse answer) {
        begin(answer);
        OutputStream out = unframed
                ? new UnframedOutputStream(connection.context().dataWriter(), answer)
                : response.outputStream();
        return new WatchedOutputStream(out, connection);
    }

    /** The last piece of the body has been written. */
    void endStream() {
        if (!unframed) {
            watched(response::commit);
        }
    }

    private void begin(HttpResponse answer) {
        begun = true;
        response.status(Status.create(answer.status()));
        for (HttpResponse.Field field : answer.fields()) {
            response.headers().add(HelidonHeaders.of(field));
        }
    }

    private void watched(Runnable write) {
        connection.watch().begin(connection.timeout());
        try {
            write.run();
        } finally {
            connection.watch().end();
        }
    }
}
