package dev.rollcall.server.helidon;

import dev.rollcall.server.http.BodyWriter;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.http.ResponseBody;
import dev.rollcall.server.http.StreamListener;
import dev.rollcall.server.http.Surface;
import dev.rollcall.server.http.Surfaces;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.option.ServerSettings;
import dev.rollcall.server.testing.RawAnswer;
import dev.rollcall.server.testing.RawConnection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Answers that are written while they are sent, over a socket. */
@Timeout(120)
class StreamedAnswerTest {
    private static final HeaderName COOKIE = HeaderName.of("Set-Cookie");
    private static final byte[] PIECE = "0123456789abcdef".repeat(64).getBytes(StandardCharsets.US_ASCII);

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    private HelidonServer server;

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void aShortBodyIsSentWithItsLength() throws Exception {
        start(out -> out.write("short".getBytes(StandardCharsets.US_ASCII)));
        try (RawConnection client = new RawConnection(server.port())) {
            for (int i = 0; i < 2; i++) {
                RawAnswer answer = client.send(get("GET", "")).read();
                assertThat(answer.header("Content-Length")).contains("5");
                assertThat(answer.body()).isEqualTo("short");
                assertThat(answer.head()).contains("Set-Cookie: a=1\r\n", "Set-Cookie: b=2\r\n");
                assertThat(heard()).isEqualTo("ended");
            }
        }
    }

    @Test
    void aLongBodyComesInChunksAndTheConnectionServesOn() throws Exception {
        start(pieces(100));
        try (RawConnection client = new RawConnection(server.port())) {
            for (int i = 0; i < 2; i++) {
                RawAnswer answer = client.send(get("GET", "")).read();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.header("Transfer-Encoding")).contains("chunked");
                assertThat(answer.header("Content-Length")).isEmpty();
                assertThat(answer.head()).contains("Set-Cookie: a=1\r\n", "Set-Cookie: b=2\r\n");
                assertThat(client.readChunks()).isEqualTo(repeated(100));
                assertThat(heard()).isEqualTo("ended");
            }
        }
    }

    @Test
    void theLastAnswerOfAConnectionEndsWithItsLastChunk() throws Exception {
        start(pieces(100));
        try (RawConnection client = new RawConnection(server.port())) {
            RawAnswer answer = client.send(get("GET", "Connection: close\r\n")).read();
            assertThat(answer.header("Connection")).contains("close");
            assertThat(client.readChunks()).isEqualTo(repeated(100));
            assertThat(client.closedByServer()).isTrue();
        }
    }

    @Test
    void aLongBodyIsCompressedWhenAskedFor() throws Exception {
        start(pieces(100));
        try (RawConnection client = new RawConnection(server.port())) {
            RawAnswer answer = client.send(get("GET", "Accept-Encoding: gzip\r\n")).read();
            assertThat(answer.header("Content-Encoding")).contains("gzip");
            assertThat(answer.header("Vary")).contains("Accept-Encoding");
            byte[] compressed = client.readChunks();
            assertThat(compressed.length).isLessThan(PIECE.length * 10);
            try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
                assertThat(gzip.readAllBytes()).isEqualTo(repeated(100));
            }
        }
    }

    @Test
    void headTellsTheLengthAndSendsNothing() throws Exception {
        start(pieces(100));
        try (RawConnection client = new RawConnection(server.port())) {
            RawAnswer answer = client.send(get("HEAD", "")).readHead();
            assertThat(answer.header("Content-Length")).contains(Integer.toString(100 * PIECE.length));
            assertThat(heard()).isEqualTo("ended");
            assertThat(client.send(get("HEAD", "")).readHead().status()).isEqualTo(200);
        }
    }

    @Test
    void whatFailsBeforeTheFirstByteLeftIsAProperAnswer() throws Exception {
        start(out -> {
            out.write(PIECE);
            throw new IllegalStateException("too early");
        });
        try (RawConnection client = new RawConnection(server.port())) {
            for (int i = 0; i < 2; i++) {
                RawAnswer answer = client.send(get("GET", "")).read();
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.body()).isEqualTo("instead");
                assertThat(answer.head()).doesNotContain("Set-Cookie");
                assertThat(heard()).isEqualTo("failed: too early");
            }
        }
    }

    @Test
    void whatFailsLaterCutsTheConnection() throws Exception {
        start(out -> {
            pieces(100).writeTo(out);
            throw new IllegalStateException("too late");
        });
        try (RawConnection client = new RawConnection(server.port())) {
            assertThat(client.send(get("GET", "")).read().status()).isEqualTo(200);
            String rest = new String(client.readAll(), StandardCharsets.US_ASCII);
            assertThat(rest).doesNotEndWith("0\r\n\r\n");
            assertThat(heard()).isEqualTo("cut: too late");
        }
    }

    @Test
    void aFlushSendsAtOnce() throws Exception {
        BlockingQueue<String> go = new LinkedBlockingQueue<>();
        start(out -> {
            out.write("data: 1\n\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            take(go);
            out.write("data: 2\n\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            take(go);
        });
        try (RawConnection client = new RawConnection(server.port())) {
            assertThat(client.send(get("GET", "")).read().status()).isEqualTo(200);
            assertThat(client.readChunk()).asString().isEqualTo("data: 1\n\n");
            go.add("on");
            assertThat(client.readChunk()).asString().isEqualTo("data: 2\n\n");
            go.add("on");
            assertThat(client.readChunk()).isEmpty();
        }
    }

    @Test
    void aClientThatReadsNothingDoesNotHoldTheWriter() throws Exception {
        start(ServerOptions.defaults().with(ServerSettings.BODY_TIMEOUT, Duration.ofMillis(500)), out -> {
            while (true) {
                out.write(PIECE);
            }
        });
        try (RawConnection client = new RawConnection(server.port())) {
            client.send(get("GET", ""));
            assertThat(heard()).startsWith("cut: The client has left or takes no more");
        }
    }

    /** Nothing is left to be written but the end of the stream, which the library writes. */
    @Test
    void aClientThatLeavesBeforeTheEndIsNoFailureOfOurs() throws Exception {
        BlockingQueue<String> go = new LinkedBlockingQueue<>();
        start(out -> {
            pieces(100).writeTo(out);
            out.flush();
            take(go);
        });
        RawConnection client = new RawConnection(server.port());
        assertThat(client.send(get("GET", "")).read().status()).isEqualTo(200);
        assertThat(client.readChunk()).isNotEmpty();
        client.reset();
        go.add("on");
        assertThat(heard()).startsWith("cut: The client has left or takes n");
    }

    @Test
    void aClientOfHttp10ThatReadsNotEvenTheHeadDoesNotHoldTheThread() throws Exception {
        Surface surface = new Surface(
                "",
                request -> HttpResponse.empty(200)
                        .with(COOKIE, "c".repeat(16 << 20))
                        .withBody(ResponseBody.of(pieces(100)).toldTo(new Hearing())),
                error -> HttpResponse.empty(error.status()));
        start(ServerOptions.defaults().with(ServerSettings.BODY_TIMEOUT, Duration.ofMillis(500)), surface);
        try (RawConnection client = RawConnection.narrow(server.port())) {
            client.send("GET / HTTP/1.0\r\n\r\n");
            assertThat(heard()).isEqualTo("cut: The client has left or takes nothing");
        }
    }

    @Test
    void aCompressorIsReleasedWhenTheStreamIsCutOff() throws Exception {
        BlockingQueue<OutputStream> streams = new LinkedBlockingQueue<>();
        start(out -> {
            streams.add(out);
            for (int i = 0; i < 100; i++) {
                out.write(PIECE);
            }
            throw new IOException("broken");
        });
        try (RawConnection client = new RawConnection(server.port())) {
            client.send(get("GET", "Accept-Encoding: gzip\r\n"));
            assertThat(heard()).isEqualTo("cut: broken");
            OutputStream cut = streams.take();
            byte[] large = new byte[2 * StreamedAnswer.HELD_BACK];
            // What was compressed outside the heap is not left to the garbage collector.
            assertThatThrownBy(() -> cut.write(large)).hasMessageContaining("closed");
        }
    }

    @Test
    void aClientThatLeavesEndsTheWriter() throws Exception {
        start(out -> {
            while (true) {
                out.write(PIECE);
            }
        });
        try (RawConnection client = new RawConnection(server.port())) {
            assertThat(client.send(get("GET", "")).read().status()).isEqualTo(200);
        }
        assertThat(heard()).startsWith("cut: The client has left");
    }

    private void start(BodyWriter writer) {
        start(ServerOptions.defaults(), writer);
    }

    private void start(ServerOptions options, BodyWriter writer) {
        Surface surface = new Surface(
                "",
                request -> HttpResponse.empty(200)
                        .with(COOKIE, "a=1")
                        .with(COOKIE, "b=2")
                        .withBody(ResponseBody.of(writer).toldTo(new Hearing())),
                error -> HttpResponse.empty(error.status()));
        start(options, surface);
    }

    private void start(ServerOptions options, Surface surface) {
        server = HelidonServer.start(
                options.with(ServerSettings.PORT, 0), new Surfaces(List.of(surface), UnaryOperator.identity()));
    }

    private String heard() throws InterruptedException {
        return String.valueOf(heard.poll(60, TimeUnit.SECONDS));
    }

    private static String get(String method, String headers) {
        return method + " / HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n";
    }

    private static BodyWriter pieces(int count) {
        return out -> {
            for (int i = 0; i < count; i++) {
                out.write(PIECE);
            }
        };
    }

    private static byte[] repeated(int count) {
        return new String(PIECE, StandardCharsets.US_ASCII).repeat(count).getBytes(StandardCharsets.US_ASCII);
    }

    private static void take(BlockingQueue<String> queue) throws IOException {
        try {
            queue.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private final class Hearing implements StreamListener {
        @Override
        public HttpResponse failed(Throwable failure) {
            heard.add("failed: " + failure.getMessage());
            return HttpResponse.of(503, "text/plain", "instead".getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void ended(Optional<Throwable> cut) {
            heard.add(cut.map(failure -> "cut: " + failure.getMessage()).orElse("ended"));
        }
    }
}
