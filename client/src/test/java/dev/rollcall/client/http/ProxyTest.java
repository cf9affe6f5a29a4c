package dev.rollcall.client.http;

import dev.rollcall.client.address.AddressBlock;
import dev.rollcall.client.address.AddressGuard;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ProxyTest {
    private static final String OK = "HTTP/1.1 200 OK\nContent-Length: 2\n\n{}";
    private static final ScimRequest REQUEST = new ScimRequest(
            "GET", "/Users?filter=userName+eq+%22a%22", List.of(), Optional.empty());

    private RawServer proxy;

    @BeforeEach
    void start() throws IOException {
        proxy = new RawServer();
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
    }

    @Test
    void requestsGoThroughTheProxyWhichLooksUpTheHost() {
        proxy.reply(OK);
        try (HttpTransport transport = open("http://endpoint.example/scim", "", AddressGuard.off())) {
            assertThat(transport.send(REQUEST).status()).isEqualTo(200);
        }
        assertThat(proxy.heads.getFirst().lines().findFirst().orElseThrow())
                .isEqualTo("GET http://endpoint.example/scim/Users?filter=userName+eq+%22a%22 HTTP/1.1");
    }

    /** The proxy is told its login when it asks, and never the endpoint's token. */
    @Test
    void requestsOverTlsGoThroughATunnelWithoutTheToken() {
        proxy.reply("HTTP/1.1 407 Login\nProxy-Authenticate: Basic realm=\"p\"\nContent-Length: 0\n\n");
        proxy.reply("HTTP/1.1 403 No\nContent-Length: 0\n\n");
        try (HttpTransport transport = open("https://endpoint.example/scim", "user:p%40ss+word@", AddressGuard.off())) {
            assertThatThrownBy(() -> transport.send(REQUEST))
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining("the proxy refused it with 403");
        }
        assertThat(proxy.heads).hasSize(2)
                .allSatisfy(head -> assertThat(head)
                        .startsWith("CONNECT endpoint.example:443 HTTP/1.1")
                        .doesNotContain("secret"));
        assertThat(proxy.heads.getFirst()).doesNotContain("Proxy-Authorization");
        assertThat(proxy.heads.getLast()).contains("Proxy-Authorization: Basic "
                + Base64.getEncoder().encodeToString("user:p@ss+word".getBytes(StandardCharsets.UTF_8)));
    }

    /** Else it would be taken for the endpoint's word. */
    @Test
    void aProxyThatWantsALoginIsNoAnswerOfTheEndpoint() {
        proxy.reply("HTTP/1.1 407 Login\nProxy-Authenticate: Basic realm=\"p\"\nContent-Length: 0\n\n");
        try (HttpTransport transport = open("http://endpoint.example/scim", "", AddressGuard.off())) {
            assertThatThrownBy(() -> transport.send(REQUEST))
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining("the proxy refused it with 407");
        }
    }

    /** The proxy may read more forms of an address than Java does. */
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, a loopback address", "localhost, a loopback address", "a.localhost, a loopback address",
        "[::1], a loopback address", "[::ffff:127.0.0.1], a loopback address", "10.0.0.1, private",
        "2130706433, in a form", "0177.0.0.1, in a form", "127.0.0.01, in a form", "0x7f000001, in a form"})
    void anAddressThatMayNotBeCalledIsNotGivenToTheProxy(String host, String kind) {
        AddressGuard guard = AddressGuard.publicAnd(List.of());
        try (HttpTransport transport = open("http://" + host + "/scim", "", guard)) {
            assertThatThrownBy(() -> transport.send(REQUEST)).hasMessageContaining(kind);
        }
        assertThat(proxy.connections()).isZero();
    }

    /** Whoever runs this may put its proxy anywhere; whoever else may choose one has the same addresses to choose from as for targets. */
    @Test
    void aProxyThatSomebodyElseHasChosenIsJudgedToo() {
        HttpTransportOptions options = options("", AddressGuard.publicAnd(List.of())).withGuardedProxy();
        for (String url : List.of("http://endpoint.example/scim", "https://endpoint.example/scim")) {
            try (HttpTransport transport = HttpTransport.open(URI.create(url), Optional.of("secret"), options)) {
                assertThatThrownBy(() -> transport.send(REQUEST)).hasMessageContaining("a loopback address");
            }
        }
        assertThat(proxy.connections()).isZero();
        proxy.reply(OK);
        HttpTransportOptions allowed = options("", AddressGuard.publicAnd(List.of(AddressBlock.parse("127.0.0.1"))))
                .withGuardedProxy();
        try (HttpTransport transport = HttpTransport.open(URI.create("http://endpoint.example/scim"),
                Optional.of("secret"), allowed)) {
            assertThat(transport.send(REQUEST).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"endpoint.example", "8.8.8.8", "[2606:4700::1111]"})
    void otherHostsAreForTheProxyToJudge(String host) {
        proxy.reply(OK);
        try (HttpTransport transport = open(
                "http://" + host + "/scim", "", AddressGuard.publicAnd(List.of()))) {
            assertThat(transport.send(REQUEST).status()).isEqualTo(200);
        }
        assertThat(proxy.heads.getFirst()).startsWith("GET http://" + host + "/scim/Users");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql://db/x",
        "", "proxy.example", "https://proxy.example", "socks5://proxy.example", "http://", "http://proxy.example/path",
        "http://proxy.example?a", "http://user:secret@proxy.example:99999", "http://user:secret@pro xy",
        "http://proxy:0"})
    void whatIsNoProxyIsRefusedAndNoPasswordRepeated(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> OutboundProxy.parse(text))
                .withMessageContaining("http://proxy.example:3128")
                .withMessageNotContaining("secret")
                .withNoCause();
    }

    @Test
    void theUsualPortIsThatOfProxies() {
        assertThat(OutboundProxy.parse("http://proxy.example"))
                .isEqualTo(new OutboundProxy("proxy.example", 3128, Optional.empty()));
        assertThat(OutboundProxy.parse("http://u:secret@proxy.example:80").toString()).doesNotContain("secret");
    }

    private HttpTransportOptions options(String login, AddressGuard guard) {
        String through = "http://" + login + "127.0.0.1:" + proxy.url("").getPort();
        return HttpTransportOptions.defaults().withProxy(OutboundProxy.parse(through)).withGuard(guard);
    }

    private HttpTransport open(String url, String login, AddressGuard guard) {
        return HttpTransport.open(
                URI.create(url),
                Optional.of("secret"),
                options(login, guard),
                host -> {
                    if (!host.equals("127.0.0.1")) {
                        throw new UnknownHostException("Only the proxy looks up " + host);
                    }
                    return InetAddress.getAllByName(host);
                });
    }
}
