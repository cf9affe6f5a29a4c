package dev.rollcall.client.http;

import dev.rollcall.client.http.TransportException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HttpTransportTest {
    private static final String NO_CONTENT = "HTTP/1.1 204 No Content\n\n";
    private static final String OK = "HTTP/1.1 200 OK\nContent-Type: application/scim+json\nContent-Length: 2\n\n{}";

    private RawServer server;

    @BeforeEach
    void start() throws IOException {
        server = new RawServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void sendsTheHeadersOfTheRequestAndNoOthers() {
        server.reply(NO_CONTENT);
        try (HttpTransport transport = open("/scim", Optional.of("secret"))) {
            ScimAnswer answer = transport.send(new ScimRequest("PATCH", "/Users/1", List.of(
                    new ScimHeader("Accept", "application/scim+json"),
                    new ScimHeader("Content-Type", "application/scim+json; charset=utf-8")),
                    Optional.of("{\"a\":\"ü\"}")));

            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.body()).isEmpty();
        }
        assertThat(server.heads.getFirst().lines()).first().isEqualTo("PATCH /scim/Users/1 HTTP/1.1");
        assertThat(server.heads.getFirst().lines().skip(1).filter(line -> !line.isEmpty())).containsExactlyInAnyOrder(
                "Accept: application/scim+json",
                "Content-Type: application/scim+json; charset=utf-8",
                "Authorization: Bearer secret",
                "Content-Length: 10",
                "Host: " + server.url("").getAuthority(),
                "Connection: keep-alive");
        assertThat(server.bodies).containsExactly("{\"a\":\"ü\"}");
    }

    @Test
    void anAuthorizationOfTheRequestReplacesTheToken() {
        server.reply(OK);
        try (HttpTransport transport = open("", Optional.of("secret"))) {
            transport.send(new ScimRequest("GET", "/Users", List.of(new ScimHeader("Authorization", "Basic x")),
                    Optional.empty()));
        }
        assertThat(server.heads.getFirst()).contains("Authorization: Basic x").doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/Users?filter=userName+eq+%22user%40example.com%22",
        "//Users",
        "/Users?aadOptscim062020&filter=emails%5Btype+eq+%22work%22%5D.value+eq+%22a%2Bb%22",
        "/Users/a%2Fb",
        "/Users?filter=userName eq \"raw\"",
        "/Users/../Groups/."})
    void sendsTheTargetByteForByte(String target) {
        server.reply(OK);
        try (HttpTransport transport = open("/scim/", Optional.empty())) {
            get(transport, target);
        }
        assertThat(server.heads.getFirst()).startsWith("GET /scim" + target + " HTTP/1.1\r\n");
    }

    @Test
    void keepsTheConnection() {
        server.reply(OK);
        server.reply(OK);
        try (HttpTransport transport = open("", Optional.empty())) {
            get(transport, "/Users");
            get(transport, "/Users");
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void anAnswerThatNobodyAskedForIsNotTakenForThatToTheNextRequest() {
        String first = "HTTP/1.1 200 OK\nContent-Length: 1\n\n1";
        server.reply(first + first);
        server.reply("HTTP/1.1 200 OK\nContent-Length: 1\n\n2");
        try (HttpTransport transport = open("", Optional.empty())) {
            assertThat(get(transport, "/Users").text()).isEqualTo("1");
            assertThat(get(transport, "/Users").text()).isEqualTo("2");
        }
        assertThat(server.connections()).isEqualTo(2);
        assertThat(server.heads).hasSize(2);
    }

    @Test
    void asksForNoCompressionAndReadsWhatIsCompressed() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        }
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.write(("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + compressed.size() + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        answer.write(compressed.toByteArray());
        server.reply(OK);
        server.reply(answer.toByteArray(), false);
        try (HttpTransport transport = open("", Optional.empty())) {
            get(transport, "/Users");
            ScimAnswer read = transport.send(new ScimRequest("GET", "/Users",
                    List.of(new ScimHeader("Accept-Encoding", "gzip")), Optional.empty()));

            assertThat(read.text()).isEqualTo("{\"a\":1}");
            assertThat(read.header("content-encoding")).contains("gzip");
        }
        assertThat(server.heads.getFirst()).doesNotContainIgnoringCase("encoding");
        assertThat(server.heads.getLast()).contains("Accept-Encoding: gzip\r\n");
    }

    @Test
    void aRedirectIsAnAnswer() {
        server.reply("HTTP/1.1 302 Found\nLocation: /login\nContent-Length: 0\n\n");
        try (HttpTransport transport = open("", Optional.empty())) {
            ScimAnswer answer = get(transport, "/Users");
            assertThat(answer.status()).isEqualTo(302);
            assertThat(answer.header("location")).contains("/login");
        }
        assertThat(server.heads).hasSize(1);
    }

    @Test
    void noAnswerInTimeIsATimeout() {
        HttpTransportOptions impatient = HttpTransportOptions.defaults().withAnswerTimeout(Duration.ofMillis(50));
        try (HttpTransport transport = HttpTransport.open(server.url(""), Optional.empty(), impatient)) {
            assertThatThrownBy(() -> get(transport, "/Users"))
                    .isInstanceOfSatisfying(TransportException.class, e -> assertThat(e.isTimeout()).isTrue())
                    .hasMessageContaining("GET " + server.url("/Users"))
                    .hasMessageContaining("0.05 s");
        }
    }

    @Test
    void anAnswerThatNeverEndsIsATimeout() {
        server.reply("HTTP/1.1 200 OK\nContent-Length: 100\n\n{");
        HttpTransportOptions impatient = HttpTransportOptions.defaults().withAnswerTimeout(Duration.ofMillis(50));
        try (HttpTransport transport = HttpTransport.open(server.url(""), Optional.empty(), impatient)) {
            assertThatThrownBy(() -> get(transport, "/Users"))
                    .isInstanceOfSatisfying(TransportException.class, e -> assertThat(e.isTimeout()).isTrue());
        }
    }

    @Test
    void aBrokenConnectionIsNoTimeoutAndMayHaveBeenRead() {
        server.reply("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{".getBytes(StandardCharsets.UTF_8), true);
        server.reply(new byte[0], true);
        try (HttpTransport transport = open("", Optional.empty())) {
            for (String said : List.of("answered only in part", "closed the connection instead")) {
                assertThatThrownBy(() -> get(transport, "/Users"))
                        .isInstanceOfSatisfying(TransportException.class, e -> {
                            assertThat(e.isTimeout()).isFalse();
                            assertThat(e.kind()).isEqualTo(Kind.MAYBE_SENT);
                            assertThat(e.kind().maybeDone()).isTrue();
                        })
                        .hasMessageContaining(said);
            }
        }
        assertThat(server.heads).hasSize(2);
    }

    @Test
    void nobodyThereIsNoTimeout() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        URI url = URI.create("http://127.0.0.1:" + port);
        try (HttpTransport transport = HttpTransport.open(url, Optional.empty(), HttpTransportOptions.defaults())) {
            assertThatThrownBy(() -> get(transport, "/Users"))
                    .isInstanceOfSatisfying(TransportException.class, e -> {
                        assertThat(e.kind()).isEqualTo(Kind.NOT_SENT);
                        assertThat(e.kind().maybeDone()).isFalse();
                    })
                    .hasMessageContaining("refused the connection");
        }
    }

    @Test
    void aHostThatIsNotKnownIsToldNothing() {
        AddressLookup nobody = host -> {
            throw new UnknownHostException(host);
        };
        try (HttpTransport transport = HttpTransport.open(URI.create("http://nowhere.example"), Optional.empty(),
                HttpTransportOptions.defaults(), nobody)) {
            assertThatThrownBy(() -> get(transport, "/Users"))
                    .isInstanceOfSatisfying(TransportException.class,
                            e -> assertThat(e.kind()).isEqualTo(Kind.NOT_SENT))
                    .hasMessageContaining("the host is not known");
        }
    }

    @Test
    void hundredsOfTransportsShareOneThreadForTheirDeadlines() {
        List<HttpTransport> open = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            server.reply(OK);
            HttpTransport transport = open("", Optional.empty());
            open.add(transport);
            get(transport, "/Users");
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().equals("answer-deadlines"))
                .hasSize(1);
        open.forEach(HttpTransport::close);
    }

    @Test
    void readsAsMuchAsTheLimitAndNoMore() {
        server.reply("HTTP/1.1 200 OK\nContent-Length: 4\n\n1234");
        server.reply("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n5\n12345\n");
        HttpTransportOptions small = HttpTransportOptions.defaults().withMaxAnswerBytes(4);
        try (HttpTransport transport = HttpTransport.open(server.url(""), Optional.empty(), small)) {
            assertThat(get(transport, "/Users").text()).isEqualTo("1234");
            assertThatThrownBy(() -> get(transport, "/Users"))
                    .isInstanceOfSatisfying(TransportException.class, e -> {
                        assertThat(e.kind()).isEqualTo(Kind.TOO_LARGE);
                        assertThat(e.status()).as("whoever needs no body has an answer").hasValue(200);
                    })
                    .hasMessageContaining("more than 4 bytes");
        }
    }

    @Test
    void aHeadHasABound() {
        server.reply("HTTP/1.1 204 No Content\nX-Long: " + "x".repeat(HttpTransportOptions.MAX_HEADER_LENGTH) + "\n\n");
        server.reply("HTTP/1.1 204 No Content\n" + "X-Many: 1\n".repeat(HttpTransportOptions.MAX_HEADERS + 1) + "\n");
        server.reply("HTTP/1.1 204 No Content\n" + "X-Many: 1\n".repeat(HttpTransportOptions.MAX_HEADERS) + "\n");
        ScimRequest request = new ScimRequest("GET", "/Users", List.of(), Optional.empty());
        try (HttpTransport transport = open("", Optional.empty())) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> transport.send(request))
                        .isInstanceOfSatisfying(TransportException.class,
                                e -> assertThat(e.kind()).isEqualTo(Kind.TOO_LARGE))
                        .hasMessageContaining("a head of more than 200 lines or with a line of more than 32768 bytes");
            }
            assertThat(transport.send(request).headers()).hasSize(HttpTransportOptions.MAX_HEADERS);
        }
    }

    @Test
    void refusesWhatIsNoEndpoint() {
        for (String url : List.of("ftp://host/scim", "/scim", "https://host/scim?aadOptscim062020")) {
            assertThatIllegalArgumentException().isThrownBy(() -> HttpTransport
                    .open(URI.create(url), Optional.empty(), HttpTransportOptions.defaults()))
                    .withMessageContaining(url);
        }
    }

    @Test
    void aPasswordInTheUrlIsRefusedAndNotRepeated() {
        assertThatIllegalArgumentException().isThrownBy(() -> HttpTransport
                .open(URI.create("https://me:secret@host"), Optional.empty(), HttpTransportOptions.defaults()))
                .withMessageNotContaining("secret");
    }

    private HttpTransport open(String path, Optional<String> token) {
        return HttpTransport.open(server.url(path), token, HttpTransportOptions.defaults());
    }

    private static ScimAnswer get(HttpTransport transport, String target) {
        return transport.send(new ScimRequest("GET", target, List.of(), Optional.empty()));
    }
}
