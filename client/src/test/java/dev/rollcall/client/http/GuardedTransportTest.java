package dev.rollcall.client.http;

import dev.rollcall.client.address.AddressBlock;
import dev.rollcall.client.address.AddressGuard;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a transport that calls URLs of others promises: where it goes, and what it takes there. */
class GuardedTransportTest {
    private static final String OK = "HTTP/1.1 200 OK\nContent-Length: 2\n\n{}";
    private static final AddressGuard PUBLIC_ONLY = AddressGuard.publicAnd(List.of());
    private static final AddressGuard THIS_ONE = AddressGuard.publicAnd(List.of(AddressBlock.parse("127.0.0.1")));
    private static final ScimRequest REQUEST = new ScimRequest("GET", "/Users", List.of(), Optional.empty());

    private RawServer server;
    private final List<String> lookups = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = new RawServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    /** In each form in which Java reads an address, and as a name. */
    @ParameterizedTest
    @ValueSource(strings = {
        "127.0.0.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]",
        "[::127.0.0.1]",
        "0.0.0.0", "[::]", "localhost", "169.254.169.254", "10.0.0.1", "[fe80::1]", "[fd00::1]"})
    void aSpecialAddressIsNotCalled(String host) {
        server.reply(OK);
        URI url = URI.create("http://" + host + ":" + server.url("").getPort() + "/scim");
        try (HttpTransport transport = open(url, PUBLIC_ONLY, InetAddress::getAllByName)) {
            assertThatThrownBy(() -> transport.send(REQUEST))
                    .isInstanceOfSatisfying(TransportException.class,
                            e -> assertThat(e.kind()).isEqualTo(TransportException.Kind.REFUSED))
                    .hasMessageContaining("was not sent: the host leads to ")
                    .hasMessageContaining("not called from here");
        }
        assertThat(server.connections()).isZero();
    }

    /** Java reads a leading zero as nothing; wherever the digits lead, that is what is judged and called. */
    @Test
    void octalDigitsAreJudgedAsTheAddressThatIsCalled() {
        server.reply(OK);
        URI url = URI.create("http://0177.0.0.1:" + server.url("").getPort() + "/scim");
        try (HttpTransport transport = open(url, PUBLIC_ONLY,
                host -> new InetAddress[]{InetAddress.ofLiteral("127.0.0.1")})) {
            assertThatThrownBy(() -> transport.send(REQUEST)).hasMessageContaining("a loopback address");
        }
        assertThat(server.connections()).isZero();
    }

    @Test
    void whereANameLeadsIsNotTold() {
        try (HttpTransport transport = open(URI.create("http://inside.example/scim"), PUBLIC_ONLY,
                host -> new InetAddress[]{InetAddress.ofLiteral("10.7.8.9")})) {
            assertThatThrownBy(() -> transport.send(REQUEST))
                    .hasMessageContaining("inside.example")
                    .hasMessageContaining("an address of a private network")
                    .hasMessageNotContaining("10.7.8.9");
        }
    }

    @Test
    void oneSpecialAddressOfSeveralIsEnoughToRefuse() {
        server.reply(OK);
        try (HttpTransport transport = open(named(), THIS_ONE, host -> new InetAddress[]{
            InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("127.0.0.2")})) {
            assertThatThrownBy(() -> transport.send(REQUEST)).hasMessageContaining("a loopback address");
        }
        assertThat(server.connections()).isZero();
    }

    @Test
    void anAllowedAddressIsCalled() {
        server.reply(OK);
        try (HttpTransport transport = open(server.url("/scim"), THIS_ONE, InetAddress::getAllByName)) {
            assertThat(transport.send(REQUEST).status()).isEqualTo(200);
        }
    }

    /** A name whose owner answers with another address at each look-up (DNS rebinding). */
    @Test
    void theAddressThatWasJudgedIsTheOneThatIsCalled() {
        server.reply(OK);
        server.reply(OK.replace("\n\n", "\nConnection: close\n\n"));
        Deque<String> answers = new ArrayDeque<>(List.of("127.0.0.1", "127.0.0.2"));
        try (HttpTransport transport = open(named(), THIS_ONE, host -> {
            lookups.add(host);
            return new InetAddress[]{InetAddress.ofLiteral(answers.remove())};
        })) {
            assertThat(transport.send(REQUEST).status()).isEqualTo(200);
            assertThat(transport.send(REQUEST).status()).isEqualTo(200);
            assertThat(lookups).as("one look-up for one connection").containsExactly("rebinding.example");
            assertThat(server.connections()).isOne();

            assertThatThrownBy(() -> transport.send(REQUEST)).hasMessageContaining("a loopback address");
        }
        assertThat(lookups).hasSize(2);
        assertThat(server.connections()).isOne();
    }

    /** Nothing goes where a redirect leads, and so no credentials. */
    @ParameterizedTest
    @CsvSource({
        "301, http://127.0.0.1:PORT/Users", "302, http://127.0.0.1:PORT/Users", "303, http://127.0.0.1:PORT/Users",
        "307, http://127.0.0.1:PORT/Users", "308, http://127.0.0.1:PORT/Users", "302, https://127.0.0.1:PORT/Users",
        "307, http://localhost:PORT/Users", "302, //127.0.0.1:PORT/Users", "308, /elsewhere"})
    void aRedirectIsNotFollowed(int status, String location) throws IOException {
        try (RawServer other = new RawServer();
                HttpTransport transport = open(server.url("/scim"), THIS_ONE, InetAddress::getAllByName)) {
            String target = location.replace("PORT", Integer.toString(other.url("").getPort()));
            other.reply(OK);
            server.reply("HTTP/1.1 " + status + " Elsewhere\nLocation: " + target + "\nContent-Length: 0\n\n");
            server.reply(OK);

            ScimAnswer answer = transport.send(REQUEST);

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.header("Location")).contains(target);
            assertThat(other.connections()).isZero();
            assertThat(server.heads).hasSize(1);
        }
    }

    private URI named() {
        return URI.create("http://rebinding.example:" + server.url("").getPort() + "/scim");
    }

    private static HttpTransport open(URI url, AddressGuard guard, AddressLookup lookup) {
        return HttpTransport.open(
                url, Optional.of("secret"), HttpTransportOptions.defaults().withGuard(guard), lookup);
    }
}
