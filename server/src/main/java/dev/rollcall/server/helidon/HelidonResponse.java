package dev.rollcall.server.helidon;

import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.http.ResponseBody;
import io.helidon.http.Status;
import io.helidon.webserver.http.RoutingResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** The answer to one request of the library; no client can hold its thread by not reading it. */
final class HelidonResponse {
    private static final byte[] NOTHING = new byte[0];
    /** How much of an answer is handed to the library at a time, in bytes. */
    private static final int PIECE = 64 * 1024;

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
        byte[] bytes = body.array();
        if (head) {
            sendHead(answer, bytes.length);
        } else if (bytes.length <= PIECE) {
            begin(answer);
            watched(() -> response.send(bytes));
        } else {
            begin(answer);
            response.headers().contentLength(bytes.length);
            watched(() -> sendPieces(bytes));
        }
    }

    /** The library would make a copy of all of it, which is there until the client has taken the last byte. */
    private void sendPieces(byte[] bytes) {
        OutputStream out = response.outputStream();
        try {
            for (int from = 0; from < bytes.length; from += PIECE) {
                connection.requireAnswerWanted();
                out.write(bytes, from, Math.min(PIECE, bytes.length - from));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        response.commit();
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
        if (!unframed) {
            return new WatchedOutputStream(response.outputStream(), connection);
        }
        UnframedOutputStream out = new UnframedOutputStream(connection.context().dataWriter());
        watched(() -> out.head(answer));
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
            connection.requireAnswerWanted();
            write.run();
        } finally {
            connection.watch().end();
        }
    }
}
