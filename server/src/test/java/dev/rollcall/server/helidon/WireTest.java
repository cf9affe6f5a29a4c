package dev.rollcall.server.helidon;

import dev.rollcall.server.http.BodyException;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.http.Surface;
import dev.rollcall.server.http.Surfaces;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.option.ServerSettings;
import dev.rollcall.server.testing.RawAnswer;
import dev.rollcall.server.testing.RawConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What RFC 9110 and 9112 want of a server, a row for each promise. In what is sent, {@code %} is CR LF, {@code ~} a CR, {@code
 * ^} a LF. The endpoint answers with method, path, host and body.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WireTest {
    private static final String CHUNKED = "POST /p HTTP/1.1%Host: x%Transfer-Encoding: chunked%%";
    private static final String NEXT = "GET /next HTTP/1.1%Host: x%%";

    private HelidonServer server;

    @BeforeAll
    void start() {
        Surface surface = new Surface("", WireTest::echo, error -> text(error.status(), "error"));
        server = HelidonServer.start(
                ServerOptions.defaults()
                        .with(ServerSettings.PORT, 0)
                        .with(ServerSettings.BODY_TIMEOUT, Duration.ofSeconds(2)),
                new Surfaces(List.of(surface), UnaryOperator.identity()));
    }

    @AfterAll
    void stop() {
        server.stop();
    }

    /** After each, the connection serves the next request. */
    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                a plain body               | POST /p HTTP/1.1%Host: x%Content-Length: 2%%hi           | POST /p x hi
                an empty line before       | %GET /p HTTP/1.1%Host: x%%                               | GET /p x
                empty lines before         | %%%GET /p HTTP/1.1%Host: x%%                             | GET /p x
                the absolute form          | GET http://y:8/p?q HTTP/1.1%Host: x%%                    | GET /p?q y:8
                the absolute form alone    | GET HTTPS://y HTTP/1.1%Host: x%%                         | GET / y
                a query after the host     | GET http://y?q HTTP/1.1%Host: x%%                        | GET /?q y
                a later minor version      | GET /p HTTP/1.9%Host: x%%                                | GET /p x
                a header's name in capitals| POST /p HTTP/1.1%HOST: x%CONTENT-LENGTH:2%%hi            | POST /p x hi
                chunks                     | @2%hi%3%abc%0%%                                          | POST /p x hiabc
                a chunk's size in capitals | @A%0123456789%0%%                                        | POST /p x 0123456789
                zeros before a size        | @0002%hi%000%%                                           | POST /p x hi
                an extension of a chunk    | @2;a=b%hi%0%%                                            | POST /p x hi
                a quoted extension         | @2 ; a="b;c"%hi%0;last%%                                 | POST /p x hi
                a trailer                  | @2%hi%0%X-Sum: 1%%                                       | POST /p x hi
                trailers                   | @2%hi%0%X-Sum: 1%Y: 2%%                                  | POST /p x hi
                no body in chunks          | @0%%                                                     | POST /p x
                blanks around values       | POST /p HTTP/1.1%Host: \t x \t%Content-Length:\t2 %%hi    | POST /p x hi
                a chunked with blanks      | POST /p HTTP/1.1%Host: x%Transfer-Encoding:\tChunked , %%2%hi%0%% | POST /p x hi
                an asterisk                | OPTIONS * HTTP/1.1%Host: x%%                             | OPTIONS * x
                an identity coding         | POST /p HTTP/1.1%Host: x%Content-Encoding: identity%Content-Length: 2%%hi | POST /p x hi
                """)
    void isServed(String name, String sent, String answered) throws IOException {
        try (RawConnection client = new RawConnection(server.port())) {
            client.send(bytes(sent));
            RawAnswer answer = client.read();
            assertThat(answer.body()).isEqualTo(answered);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(client.send(bytes(NEXT)).read().body()).isEqualTo("GET /next x");
        }
    }

    /** After each, the connection is closed: nobody knows where the next request would begin. */
    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                        a signed size               | @+11%0123456789abcdefg%0%%                             | 400
                        a negative size             | @-2%hi%0%%                                             | 400
                        a size in hexadecimal form  | @0x2%hi%0%%                                            | 400
                        a blank before a size       | @ 2%hi%0%%                                             | 400
                        no size                     | @%hi%0%%                                               | 400
                        a size in other digits      | @\u0663%abc%0%%                                        | 400
                        a word after a size         | @2 x%hi%0%%                                            | 400
                too many zeros              | @0000000000000002%hi%0%%                               | 400
                too many digits             | @1000000000000000%hi%0%%                               | 400
                        bytes where the line ends   | @2%hixx0%%                                             | 400
                        a chunk longer than its size| @2%hi!%0%%                                             | 400
                        a line feed ends a size     | @2^hi%0%%                                              | 400
                        a line feed in an extension | @2;a^b%hi%0%%                                          | 400
                        a trailer that is none      | @2%hi%0%none%%                                         | 400
                        a folded trailer            | @2%hi%0%X: 1% y%%                                      | 400
                        two lengths                 | POST /p HTTP/1.1%Host: x%Content-Length: 2%Content-Length: 2%%hi | 400
                        a list of lengths           | POST /p HTTP/1.1%Host: x%Content-Length: 2, 2%%hi      | 400
                        a signed length             | POST /p HTTP/1.1%Host: x%Content-Length: +2%%hi        | 400
                        a length behind a form feed | POST /p HTTP/1.1%Host: x%Content-Length:\u000c2%%hi      | 400
                        an empty length             | POST /p HTTP/1.1%Host: x%Content-Length:%%hi            | 400
                        no coding named             | POST /p HTTP/1.1%Host: x%Transfer-Encoding:%%hi          | 400
                        a coding after a form feed  | POST /p HTTP/1.1%Host: x%Transfer-Encoding:\u000cchunked%%0%% | 400
                        a second coding alone       | POST /p HTTP/1.1%Host: x%Transfer-Encoding: chunked%Transfer-Encoding: identity%%0%% | 400
                        a NUL in a header           | POST /p HTTP/1.1%Host: x%X: y\u0000%Content-Length: 2%%hi | 400
                        a NUL in a size             | @2;\u0000%hi%0%%                                        | 400
                        a trailer without a name    | @2%hi%0%: 1%%                                          | 400
                        a header without a name     | POST /p HTTP/1.1%Host: x%: y%Content-Length: 2%%hi     | 400
                        a host that is missing      | GET http:///p HTTP/1.1%Host: x%%                       | 400
                        a version of two digits     | GET /p HTTP/1.10%Host: x%%                             | 400
                        too many empty lines        | %%%%%%%%%%%%%%%%GET /p HTTP/1.1%Host: x%%              | 400
                        a length and chunks         | POST /p HTTP/1.1%Host: x%Content-Length: 2%Transfer-Encoding: chunked%%0%% | 400
                        chunked twice               | POST /p HTTP/1.1%Host: x%Transfer-Encoding: chunked, chunked%%0%%| 400
                        chunked and then another    | POST /p HTTP/1.1%Host: x%Transfer-Encoding: chunked, gzip%%0%%   | 400
                        a blank before the colon    | POST /p HTTP/1.1%Host: x%Content-Length : 2%%hi        | 400
                        a folded header             | POST /p HTTP/1.1%Host: x%X: y% Content-Length: 2%%hi   | 400
                        a line feed in a header     | POST /p HTTP/1.1%Host: x%X: y^Content-Length: 2%%hi    | 400
                        a carriage return in one    | POST /p HTTP/1.1%Host: x%X: y~Content-Length: 2%%hi    | 400
                        a line feed ends the line   | GET /p HTTP/1.1^Host: x%%                              | 400
                        two hosts                   | GET /p HTTP/1.1%Host: x%Host: y%%                      | 400
                        no host                     | GET /p HTTP/1.1%%                                      | 400
                        a user in the target        | GET http://u@y/p HTTP/1.1%Host: x%%                    | 400
                        another scheme              | GET ftp://y/p HTTP/1.1%Host: x%%                       | 400
                        a target without a slash    | GET p HTTP/1.1%Host: x%%                               | 400
                        two blanks                  | GET  /p HTTP/1.1%Host: x%%                             | 400
                        HTTP/2 without a word       | PRI * HTTP/2.0%%SM%%                                   | 505
                        HTTP/0.9                    | GET /p HTTP/0.9%Host: x%%                              | 505
                        no version                  | GET /p%Host: x%%                                       | 400
                        a coding that is not read   | POST /p HTTP/1.1%Host: x%Transfer-Encoding: gzip, chunked%%0%% | 501
                        a compressed body           | POST /p HTTP/1.1%Host: x%Content-Encoding: br%Content-Length: 2%%hi | 415
                        HTTP/1.0 in chunks          | POST /p HTTP/1.0%Transfer-Encoding: chunked%%0%%       | 400
                        """)
    void isRefused(String name, String sent, int status) throws IOException {
        try (RawConnection client = new RawConnection(server.port())) {
            client.send(bytes(sent + NEXT));
            RawAnswer answer = client.read();
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body()).isEqualTo("error");
            assertThat(answer.header("Connection")).contains("close");
            assertThat(client.closedByServer()).isTrue();
        }
    }

    /** One request, then close, whatever the client would like. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        a host        | GET /p HTTP/1.0%Host: x%%                                | GET /p x
        no host       | GET /p HTTP/1.0%%                                        | GET /p 127.0.0.1:PORT
        a body        | POST /p HTTP/1.0%Host: x%Content-Length: 2%%hi           | POST /p x hi
        keep-alive    | GET /p HTTP/1.0%Host: x%Connection: keep-alive%%         | GET /p x
        expectation   | POST /p HTTP/1.0%Host: x%Expect: 100-continue%Content-Length: 2%%hi | POST /p x hi
        """)
    void http10IsServedOnce(String name, String sent, String answered) throws IOException {
        try (RawConnection client = new RawConnection(server.port())) {
            client.send(bytes(sent));
            RawAnswer answer = client.read();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Connection")).contains("close");
            assertThat(answer.body()).isEqualTo(answered.replace("PORT", Integer.toString(server.port())));
            assertThat(client.closedByServer()).isTrue();
        }
    }

    @Test
    void http10GetsALongStreamWithoutChunks() throws IOException {
        try (RawConnection client = new RawConnection(server.port())) {
            RawAnswer head = client.send(bytes("GET /stream HTTP/1.0%%")).readHead();
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("Transfer-Encoding")).isEmpty();
            assertThat(head.header("Content-Length")).isEmpty();
            assertThat(head.header("Date")).isPresent();
            assertThat(client.readAll()).hasSize(100_000).containsOnly('x');
        }
    }

    @Test
    void aBodyIsReadFromTheSameBytesAsTheHead() throws IOException {
        try (RawConnection client = new RawConnection(server.port())) {
            client.send(bytes(CHUNKED + "2%hi%0%%" + NEXT + "POST /q HTTP/1.1%Host: x%Content-Length: 3%%abc" + NEXT));
            assertThat(client.read().body()).isEqualTo("POST /p x hi");
            assertThat(client.read().body()).isEqualTo("GET /next x");
            assertThat(client.read().body()).isEqualTo("POST /q x abc");
            assertThat(client.read().body()).isEqualTo("GET /next x");
        }
    }

    @Test
    void bytesMayComeOneByOne() throws IOException {
        try (RawConnection client = new RawConnection(server.port())) {
            for (byte b : bytes("%" + CHUNKED + "2;a=b%hi%0%X: y%%")) {
                client.send(new byte[]{b});
            }
            assertThat(client.read().body()).isEqualTo("POST /p x hi");
        }
    }

    @Test
    void aChunkedBodyThatIsLateIs408() throws IOException {
        try (RawConnection client = new RawConnection(server.port())) {
            client.send(bytes(CHUNKED + "5%hi"));
            assertThat(client.read().status()).isEqualTo(408);
            assertThat(client.closedByServer()).isTrue();
        }
    }

    @Test
    void longLinesBetweenChunksAreRefused() throws IOException {
        try (RawConnection client = new RawConnection(server.port())) {
            client.send(bytes(CHUNKED + "2;" + "a".repeat(ChunkedInput.MAX_SIZE_LINE) + "%hi%0%%"));
            assertThat(client.read().status()).isEqualTo(400);
        }
        try (RawConnection client = new RawConnection(server.port())) {
            client.send(bytes(CHUNKED + "2%hi%0%" + "X: yyyyyyyy%".repeat(2_000) + "%"));
            assertThat(client.read().status()).isEqualTo(400);
        }
    }

    @Test
    void trailersAndEmptyLinesUpToTheirBoundsAreServed() throws IOException {
        try (RawConnection client = new RawConnection(server.port())) {
            client.send(bytes(CHUNKED + "2;" + "a".repeat(4_000) + "%hi%0%" + "X: yyyyyyyy%".repeat(1_200) + "%"));
            assertThat(client.read().body()).isEqualTo("POST /p x hi");
            client.send(bytes("%".repeat(15) + NEXT));
            assertThat(client.read().body()).isEqualTo("GET /next x");
        }
    }

    @Test
    void aRefusedHeadRequestGetsNoBody() throws IOException {
        try (RawConnection client = new RawConnection(server.port())) {
            client.send(bytes("HEAD /p HTTP/1.1%Host: x%Content-Length: x%%"));
            assertThat(new String(client.readAll(), StandardCharsets.ISO_8859_1))
                    .startsWith("HTTP/1.1 400 ")
                    .endsWith("\r\n\r\n");
        }
    }

    private static HttpResponse echo(HttpRequest request) {
        if (request.rawPath().equals("/stream")) {
            return HttpResponse.streamed(200, "text/plain", out -> {
                for (int i = 0; i < 100; i++) {
                    out.write("x".repeat(1_000).getBytes(StandardCharsets.US_ASCII));
                }
            });
        }
        String query = request.rawQuery().isEmpty() ? "" : '?' + request.rawQuery();
        try {
            return text(200, (request.method() + ' ' + request.rawPath() + query + ' '
                    + request.header(HeaderName.HOST).orElse("-") + ' ' + body(request)).strip());
        } catch (BodyException e) {
            return text(e.reason() == BodyException.Reason.TIMEOUT ? 408 : 400, "error");
        }
    }

    private static String body(HttpRequest request) {
        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[7];
        int read = request.body().read(buffer, 0, buffer.length);
        while (read >= 0) {
            text.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
            read = request.body().read(buffer, 0, buffer.length);
        }
        return text.toString();
    }

    private static HttpResponse text(int status, String text) {
        return HttpResponse.of(status, "text/plain", text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String sent) {
        return sent.replace("@", sent.startsWith("@") ? CHUNKED : "@")
                .replace("%", "\r\n")
                .replace('~', '\r')
                .replace('^', '\n')
                .getBytes(StandardCharsets.UTF_8);
    }
}
