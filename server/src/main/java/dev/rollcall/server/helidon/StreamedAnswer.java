package dev.rollcall.server.helidon;

import dev.rollcall.server.http.Compression;
import dev.rollcall.server.http.GzipStream;
import dev.rollcall.server.http.HeldBackOutputStream;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.http.Kept;
import dev.rollcall.server.http.ResponseBody;
import java.io.FilterOutputStream;
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
    private final Kept kept;
    private final CountingOutputStream counted = new CountingOutputStream();
    private Optional<GzipStream> gzip = Optional.empty();

    /** @param kept told what the body takes in memory while it is sent */
    StreamedAnswer(
            HttpRequest request, HttpResponse answer, ResponseBody.Streamed body, HelidonResponse response,
            Kept kept) {
        this.request = request;
        this.answer = answer;
        this.body = body;
        this.response = response;
        this.kept = kept;
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
            gzip.ifPresent(GzipStream::release);
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
        boolean compressed = Compression.applyToStream(request, answer);
        OutputStream out = response.head() ? counted : begin();
        if (!compressed) {
            return new StretchOutputStream(out, kept);
        }
        GzipStream stream = new GzipStream(out);
        gzip = Optional.of(stream);
        return new StretchOutputStream(stream, kept);
    }

    private OutputStream begin() throws IOException {
        try {
            return response.stream(answer);
        } catch (RuntimeException e) {
            throw left(e);
        }
    }

    private void end(HeldBackOutputStream out) throws IOException {
        try {
            finish(out);
        } catch (RuntimeException e) {
            throw left(e);
        }
    }

    /** What the library throws at the beginning and at the end is the client's leaving, as while it was written. */
    private static IOException left(RuntimeException failure) {
        return new IOException("The client has left or takes nothing", failure);
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

    /** Tells how much of the body is in memory while it is sent: the writer's own pieces, before they are compressed. */
    private static final class StretchOutputStream extends FilterOutputStream {
        private final Kept kept;

        StretchOutputStream(OutputStream out, Kept kept) {
            super(out);
            this.kept = kept;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            kept.stretch(length);
            out.write(bytes, offset, length);
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
