package dev.rollcall.server.helidon;

import dev.rollcall.scim.ScimException;
import dev.rollcall.server.http.BodyException;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpEndpoint;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.http.Surface;
import dev.rollcall.server.http.Surfaces;
import dev.rollcall.server.limit.BodyLimits;
import dev.rollcall.server.limit.BodyReader;
import dev.rollcall.server.option.RequestSettings;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.option.ServerSettings;
import dev.rollcall.server.origin.AddressRange;
import dev.rollcall.server.testing.RawAnswer;
import dev.rollcall.server.testing.RawConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The transport alone, with an endpoint that echoes. */
@Timeout(120)
class HelidonServerTest {
    private static final int LIMIT = 1 << 20;
    private static final BodyLimits LIMITS = new BodyLimits(LIMIT, 2 * LIMIT);

    private static final String REQUEST = "GET /p HTTP/1.1\r\nHost: x\r\n\r\n";

    private HelidonServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop();
        }
    }

    @Test
    void servesManyRequestsOnOneConnection() throws IOException {
        start(options());
        try (RawConnection client = new RawConnection(server.port())) {
            for (int i = 0; i < 3; i++) {
                client.send("POST /p" + i + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi");
                RawAnswer answer = client.read();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo("POST /p" + i + " ? hi");
                assertThat(answer.header("Connection")).isEmpty();
            }
        }
    }

    @Test
    void pathAndQueryComeAsSent() throws IOException {
        start(options());
        assertThat(get("/a//b/%2e%2E/%zz?x=%41&y=\"[1]\"").body()).isEqualTo("GET /a//b/%2e%2E/%zz ?x=%41&y=\"[1]\" ");
        assertThat(get("/a?x=C#y").body()).isEqualTo("GET /a ?x=C#y ");
    }

    @Test
    void headAnswersLikeGetWithoutTheBody() throws IOException {
        start(options());
        try (RawConnection client = new RawConnection(server.port())) {
            client.send("HEAD /p HTTP/1.1\r\nHost: x\r\n\r\nGET /q HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            String head = new String(client.send("").readAll(), StandardCharsets.UTF_8);
            assertThat(head).startsWith("HTTP/1.1 200").contains("Content-Length: 10").contains("GET /q ? ");
        }
    }

    @Test
    void closesWhenTheClientAsksForIt() throws IOException {
        start(options());
        try (RawConnection client = new RawConnection(server.port())) {
            client.send("GET /p HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(client.read().header("Connection")).contains("close");
            assertThat(client.closedByServer()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        GARBAGE                                                       | 400
        GET                                                           | 400
        G\u001bT /p HTTP/1.1%Host: x                                  | 400
        \u00e9 /p HTTP/1.1%Host: x                                    | 400
        GET /p HTTP/2.0%Host: x                                       | 505
        GET /p HTTP/1.1                                               | 400
        GET /p HTTP/1.1%Host: x%Host: y                               | 400
        GET /p HTTP/1.1%Host: x%Bad Header: y                         | 400
        POST /p HTTP/1.1%Host: x%Content-Length: abc                  | 400
        POST /p HTTP/1.1%Host: x%Content-Length: -1                   | 400
        POST /p HTTP/1.1%Host: x%Content-Length: 3%Transfer-Encoding: chunked | 400
        POST /p HTTP/1.1%Host: x%Transfer-Encoding: gzip, chunked     | 501
        POST /p HTTP/1.1%Host: x%Content-Length: 3%Content-Encoding: gzip | 415
        """)
    void brokenRequestsGetScimErrors(String head, int status) throws IOException {
        start(options());
        try (RawConnection client = new RawConnection(server.port())) {
            client.send(head.replace("%", "\r\n") + "\r\n\r\n");
            RawAnswer answer = client.read();
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body()).isEqualTo("error " + status);
            assertThat(client.closedByServer()).isTrue();
        }
    }

    @Test
    void aRequestLineOverTheLimitIs414() throws IOException {
        start(options().with(RequestSettings.REQUEST_LINE, 10_000));
        assertThat(get("/" + "a".repeat(9_000)).status()).isEqualTo(200);
        assertThat(get("/" + "a".repeat(300_000)).status()).isEqualTo(414);
    }

    @Test
    void headersOverTheLimitAre400() throws IOException {
        start(options());
        try (RawConnection client = new RawConnection(server.port())) {
            client.send("GET /p HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(100_000) + "\r\n\r\n");
            assertThat(client.read().status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @CsvSource({"1048577", "1500000", "3000000", "52428800", "99999999999"})
    void aBodyOverTheLimitIsRefusedSoThatTheClientCanReadIt(long length) throws IOException {
        start(options());
        try (RawConnection client = new RawConnection(server.port())) {
            client.send("POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n");
            client.sendUntilClosed(new byte[1 << 16], (int) Math.min(length >> 16, 900));
            assertThat(client.read().status()).isEqualTo(413);
        }
    }

    @Test
    void chunksOverTheLimitAreRefused() throws IOException {
        start(options());
        byte[] chunk = ("10000\r\n" + "a".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try (RawConnection client = new RawConnection(server.port())) {
            client.send("POST /p HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            client.sendUntilClosed(chunk, 800);
            assertThat(client.read().status()).isEqualTo(413);
        }
    }

    @Test
    void oneHugeChunkIsRefusedBeforeItArrives() throws IOException {
        start(options());
        try (RawConnection client = new RawConnection(server.port())) {
            client.send("POST /p HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n7fffffff\r\naaaa");
            assertThat(client.read().status()).isEqualTo(413);
        }
    }

    @Test
    void brokenChunksAre400() throws IOException {
        start(options());
        try (RawConnection client = new RawConnection(server.port())) {
            client.send("POST /p HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\naaaa");
            assertThat(client.read().status()).isEqualTo(400);
        }
    }

    @Test
    void anUnreadSmallBodyDoesNotEndTheConnection() throws IOException {
        start(options());
        try (RawConnection client = new RawConnection(server.port())) {
            client.send("POST /unread HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");
            assertThat(client.read().status()).isEqualTo(200);
            client.send("GET /next HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.read().body()).isEqualTo("GET /next ? ");
        }
    }

    @Test
    void expectContinueIsAnsweredWhenTheBodyIsRead() throws IOException {
        start(options());
        try (RawConnection client = new RawConnection(server.port())) {
            client.send("POST /p HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            assertThat(client.read().status()).isEqualTo(100);
            assertThat(client.send("hi").read().body()).isEqualTo("POST /p ? hi");
        }
    }

    @Test
    void expectContinueIsNotAnsweredForABodyThatIsTooLarge() throws IOException {
        start(options());
        try (RawConnection client = new RawConnection(server.port())) {
            client.send("POST /p HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 1500000\r\n\r\n");
            assertThat(client.read().status()).isEqualTo(413);
        }
    }

    /** To tell it to go on is part of receiving the body, with its time limit and its failures. */
    @Test
    void aClientThatLeavesBeforeItIsToldToGoOnHasAbortedItsBody() throws Exception {
        CountDownLatch served = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        CompletableFuture<BodyException.Reason> reason = new CompletableFuture<>();
        server = HelidonServer.start(options(), surfaces(request -> {
            served.countDown();
            await(left);
            try {
                request.body().read(new byte[1], 0, 1);
            } catch (BodyException e) {
                reason.complete(e.reason());
            } catch (RuntimeException e) {
                reason.completeExceptionally(e);
            }
            return error(400);
        }));
        RawConnection client = new RawConnection(server.port());
        client.send("POST /p HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
        await(served);
        client.reset();
        left.countDown();
        assertThat(reason.get(60, TimeUnit.SECONDS)).isEqualTo(BodyException.Reason.ABORTED);
    }

    @Test
    void aLengthThatNoNumberHoldsIsTooLarge() throws IOException {
        start(options());
        try (RawConnection client = new RawConnection(server.port())) {
            client.send("POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: " + "9".repeat(40) + "\r\n\r\n");
            assertThat(client.read().status()).isEqualTo(413);
        }
    }

    /** The rest of such a request would be taken for the next one. */
    @Test
    void aBodyThatWasNeitherAskedForNorSentEndsTheConnection() throws IOException {
        start(options());
        try (RawConnection client = new RawConnection(server.port())) {
            client.send("POST /unread HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
            RawAnswer answer = client.read();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Connection")).contains("close");
            assertThat(client.closedByServer()).isTrue();
        }
    }

    @Test
    void manyHeadersOverTheLimitTogetherAre400() throws IOException {
        start(options());
        try (RawConnection client = new RawConnection(server.port())) {
            client.sendUntilClosed(("GET /p HTTP/1.1\r\nHost: x\r\n" + "X: aaaaaaaaaa\r\n".repeat(5_000) + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII), 1);
            assertThat(client.read().status()).isEqualTo(400);
        }
    }

    @Test
    void aBodyThatDoesNotArriveIs408AndEndsTheConnection() throws IOException {
        start(options().with(ServerSettings.BODY_TIMEOUT, Duration.ofMillis(300)));
        try (RawConnection client = new RawConnection(server.port())) {
            client.send("POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf");
            RawAnswer answer = client.read();
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.body()).isEqualTo("error 408");
            assertThat(answer.header("Connection")).contains("close");
            assertThat(client.closedByServer()).isTrue();
        }
        assertThat(get("/next").status()).isEqualTo(200);
    }

    @Test
    void headersThatDoNotArriveEndTheConnection() throws IOException {
        start(options().with(ServerSettings.BODY_TIMEOUT, Duration.ofMillis(300)));
        try (RawConnection client = new RawConnection(server.port())) {
            client.send("GET /p HTTP/1.1\r\nHost: x\r\n");
            assertThat(client.closedByServer()).isTrue();
        }
    }

    @Test
    void anIdleConnectionIsClosed() throws IOException {
        start(options().with(ServerSettings.IDLE_TIMEOUT, Duration.ofSeconds(1)));
        try (RawConnection client = new RawConnection(server.port())) {
            client.send("GET /p HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.read().status()).isEqualTo(200);
            assertThat(client.closedByServer()).isTrue();
        }
    }

    @Test
    void anIdleConnectionMakesRoomForABusyOne() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch release = new CountDownLatch(1);
        server = HelidonServer.start(options().with(ServerSettings.MAX_CONNECTIONS, 1), surfaces(request -> {
            // The second stays busy until the first has gone: two idle ones are told apart by who was done first, which no client knows.
            if (begun.incrementAndGet() > 1) {
                await(release);
            }
            return echo(request);
        }));
        try (RawConnection idle = new RawConnection(server.port())) {
            assertThat(idle.send(REQUEST).read().status()).isEqualTo(200);
            try (RawConnection second = new RawConnection(server.port()).send(REQUEST)) {
                assertThat(idle.closedByServer()).isTrue();
                release.countDown();
                assertThat(second.read().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void busyConnectionsKeepTheirSlotsAndMoreWait() throws Exception {
        CountDownLatch served = new CountDownLatch(2);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        server = HelidonServer.start(options().with(ServerSettings.MAX_CONNECTIONS, 1), surfaces(request -> {
            begun.incrementAndGet();
            served.countDown();
            await(release);
            return echo(request);
        }));
        try (RawConnection first = new RawConnection(server.port()).send(REQUEST);
                RawConnection second = new RawConnection(server.port()).send(REQUEST)) {
            await(served);
            try (RawConnection third = new RawConnection(server.port()).send(REQUEST)) {
                assertThat(third.answersWithin(Duration.ofMillis(700))).isFalse();
                assertThat(begun).as("requests that were begun").hasValue(2);
                release.countDown();
                assertThat(first.read().status()).isEqualTo(200);
                assertThat(second.read().status()).isEqualTo(200);
                assertThat(third.read().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void aConnectionThatSaysNothingIsClosed() throws IOException {
        // A busy machine may keep the one that speaks from speaking for a while.
        start(options().with(ServerSettings.FIRST_BYTE_TIMEOUT, Duration.ofSeconds(3)));
        try (RawConnection silent = new RawConnection(server.port());
                RawConnection served = new RawConnection(server.port()).send(REQUEST)) {
            assertThat(served.read().status()).isEqualTo(200);
            assertThat(silent.closedByServer()).isTrue();
            assertThat(served.send(REQUEST).read().status()).isEqualTo(200);
        }
    }

    @Test
    void oneAddressHasItsShareOfConnections() throws IOException {
        start(options().with(ServerSettings.CONNECTIONS_PER_ADDRESS, 2));
        try (RawConnection first = new RawConnection(server.port());
                RawConnection second = new RawConnection(server.port())) {
            assertThat(first.send(REQUEST).read().status()).isEqualTo(200);
            assertThat(second.send(REQUEST).read().status()).isEqualTo(200);
            // It asks for something, so that it would be answered if it were let in.
            try (RawConnection third = new RawConnection(server.port()).send(REQUEST)) {
                assertThat(third.closedByServer()).isTrue();
            }
        }
    }

    @Test
    void aTrustedProxyHasAsManyConnectionsAsItWants() throws IOException {
        start(options().with(ServerSettings.CONNECTIONS_PER_ADDRESS, 1)
                .with(ServerSettings.TRUSTED_PROXIES, List.of(AddressRange.parse("127.0.0.1"))));
        try (RawConnection first = new RawConnection(server.port());
                RawConnection second = new RawConnection(server.port())) {
            assertThat(first.send(REQUEST).read().status()).isEqualTo(200);
            assertThat(second.send(REQUEST).read().status()).isEqualTo(200);
        }
    }

    @Test
    void aStopLetsARequestInFlightFinish() throws Exception {
        CountDownLatch served = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        server = HelidonServer.start(options(), surfaces(request -> {
            served.countDown();
            await(release);
            return echo(request);
        }));
        try (RawConnection busy = new RawConnection(server.port());
                RawConnection idle = new RawConnection(server.port())) {
            busy.send("GET /p HTTP/1.1\r\nHost: x\r\n\r\n");
            await(served);
            Thread stopping = Thread.ofVirtual().start(server::stop);
            assertThat(idle.closedByServer()).isTrue();
            release.countDown();
            RawAnswer answer = busy.read();
            assertThat(answer.body()).isEqualTo("GET /p ? ");
            assertThat(answer.header("Connection")).contains("close");
            stopping.join();
            assertThat(busy.closedByServer()).isTrue();
        }
    }

    @Test
    void anAddressThatIsTakenIsRefused() {
        start(options());
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> HelidonServer.start(
                        options().with(ServerSettings.PORT, server.port()), surfaces(HelidonServerTest::echo)))
                .withMessageContaining("127.0.0.1:" + server.port() + " cannot be listened on");
    }

    @Test
    void aLargeAnswerIsCompressedWhenAskedFor() throws IOException {
        start(options());
        String path = "/" + "a".repeat(5_000);
        try (RawConnection client = new RawConnection(server.port())) {
            client.send("GET " + path + " HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip, deflate\r\n\r\n");
            RawAnswer answer = client.read();
            assertThat(answer.header("Content-Encoding")).contains("gzip");
            assertThat(answer.header("Vary")).contains("Accept-Encoding");
            assertThat(Integer.parseInt(answer.header("Content-Length").orElseThrow())).isLessThan(500);
        }
        assertThat(get(path).header("Content-Encoding")).isEmpty();
    }

    private ServerOptions options() {
        return ServerOptions.defaults()
                .with(ServerSettings.PORT, 0)
                .with(RequestSettings.BODY, LIMITS.user())
                .with(RequestSettings.GROUP_BODY, LIMITS.group());
    }

    private void start(ServerOptions options) {
        server = HelidonServer.start(options, surfaces(HelidonServerTest::echo));
    }

    private RawAnswer get(String target) throws IOException {
        try (RawConnection client = new RawConnection(server.port())) {
            return client.send("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n").read();
        }
    }

    private static HttpResponse echo(HttpRequest request) {
        try {
            String body = request.rawPath().equals("/unread")
                    ? ""
                    : new String(BodyReader.read(request.body(), LIMIT, "test", (bytes, announced) -> {}),
                            StandardCharsets.UTF_8);
            String text = request.method() + " " + request.rawPath() + " ?" + request.rawQuery() + " " + body;
            assertThat(request.header(HeaderName.HOST)).contains("x");
            return HttpResponse.of(200, "application/json", text.getBytes(StandardCharsets.UTF_8));
        } catch (ScimException e) {
            return error(e.status());
        }
    }

    private static Surfaces surfaces(HttpEndpoint endpoint) {
        return new Surfaces(
                List.of(new Surface("", endpoint, error -> error(error.status()))), UnaryOperator.identity());
    }

    private static HttpResponse error(int status) {
        return HttpResponse.of(status, "text/plain", ("error " + status).getBytes(StandardCharsets.UTF_8));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
