package dev.rollcall.server.helidon;

import dev.rollcall.server.http.Compression;
import dev.rollcall.server.http.HeldBackOutputStream;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.http.ResponseBody;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Sends an answer whose body is written while it is sent, as {@link dev.rollcall.server.http.BodyWriter} promises. */
final class StreamedAnswer {
    /** How much of a body is kept back until its headers are sent, in bytes. */
    static final int HELD_BACK = 16 * 1024;

    private final HttpRequest request;
    private final HttpResponse answer;
    private final ResponseBody.Streamed body;
    private final HelidonResponse response;
    private final CountingOutputStream counted = new CountingOutputStream();

    StreamedAnswer(
            HttpRequest request, HttpResponse answer, ResponseBody.Streamed body, HelidonResponse response) {
        this.request = request;
        this.answer = answer;
        this.body = body;
        this.response = response;
    }

    /**
     * Sends it.
     *
     * @throws io.helidon.webserver.CloseConnectionException when the stream was cut off, so that the connection must end
     */
    void send() {
        HeldBackOutputStream out = new HeldBackOutputStream(HELD_BACK, this::open);
        try {
            body.writer().writeTo(out);
            out.close();
            end(out);
        } catch (IOException | RuntimeException | Error e) {
            if (response.begun()) {
                body.listener().ended(Optional.of(e));
                throw response.connection().closed(false);
            }
            response.send(Compression.apply(request, body.listener().failed(e)));
            return;
        }
        body.listener().ended(Optional.empty());
    }

    private OutputStream open() throws IOException {
        boolean gzip = Compression.applyToStream(request, answer);
        OutputStream out = response.head() ? counted : response.stream(answer);
        return gzip ? Compression.compressing(out) : out;
    }

    /** What the library throws at the end is the client's leaving, as while it was written. */
    private void end(HeldBackOutputStream out) throws IOException {
        try {
            finish(out);
        } catch (RuntimeException e) {
            throw new IOException("The client has left or takes nothing", e);
        }
    }

    private void finish(HeldBackOutputStream out) {
        if (!out.isOpened()) {
            response.send(Compression.apply(request, answer.withBody(ResponseBody.of(out.held()))));
        } else if (response.head()) {
            response.sendHead(answer, counted.count());
        } else {
            response.endStream();
        }
    }

    /** Counts what a client would get that asks for the headers alone. */
    private static final class CountingOutputStream extends OutputStream {
        private long count;

        @Override
        public void write(int b) {
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            count += length;
        }

        long count() {
            return count;
        }
    }
}
