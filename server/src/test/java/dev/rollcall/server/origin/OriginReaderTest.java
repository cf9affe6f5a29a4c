package dev.rollcall.server.origin;

import dev.rollcall.scim.ScimException;
import dev.rollcall.server.http.HeaderName;
import dev.rollcall.server.testing.FakeRequest;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OriginReaderTest {
    private static final List<AddressRange> PROXIES = List.of(AddressRange.parse("10.0.0.0/8"),
            AddressRange.parse("fd00::/8"), AddressRange.parse("192.0.2.7"));

    private final OriginReader direct = new OriginReader(Optional.empty(), List.of());
    private final OriginReader proxied = new OriginReader(Optional.empty(), PROXIES);

    @Test
    void withoutProxiesTheSocketAndTheHostHeaderCount() {
        FakeRequest request = FakeRequest.get("/")
                .from("10.1.2.3")
                .with(HeaderName.HOST, "SCIM.example.com:8443")
                .with(HeaderName.X_FORWARDED_FOR, "1.2.3.4")
                .with(HeaderName.X_FORWARDED_PROTO, "https")
                .with(HeaderName.X_FORWARDED_HOST, "evil.example");
        assertThat(direct.read(request)).isEqualTo(new Origin("10.1.2.3", "http://scim.example.com:8443"));
        assertThat(proxied.read(request.from("11.1.2.3")))
                .isEqualTo(new Origin("11.1.2.3", "http://scim.example.com:8443"));
    }

    @Test
    void aTrustedProxyIsBelieved() {
        FakeRequest request = FakeRequest.get("/")
                .from("10.1.2.3")
                .with(HeaderName.HOST, "internal")
                .with(HeaderName.X_FORWARDED_FOR, "203.0.113.9")
                .with(HeaderName.X_FORWARDED_PROTO, "https")
                .with(HeaderName.X_FORWARDED_HOST, "scim.example.com");
        assertThat(proxied.read(request)).isEqualTo(new Origin("203.0.113.9", "https://scim.example.com"));
        assertThat(proxied.read(request).https()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        6.6.6.6, 203.0.113.9            | 203.0.113.9
        6.6.6.6, 203.0.113.9, 10.9.9.9  | 203.0.113.9
        10.1.1.1, 10.2.2.2              | 10.1.1.1
        203.0.113.9:4711                | 203.0.113.9
        [2001:db8::1]:4711              | 2001:db8:0:0:0:0:0:1
        2001:db8::1                     | 2001:db8:0:0:0:0:0:1
        unknown                         | 10.1.2.3
        6.6.6.6, garbage                | 10.1.2.3
        """)
    void theRightmostAddressThatIsNoProxyIsTheClient(String chain, String client) {
        FakeRequest request = FakeRequest.get("/")
                .from("10.1.2.3")
                .with(HeaderName.HOST, "x")
                .with(HeaderName.X_FORWARDED_FOR, chain);
        assertThat(proxied.read(request).clientAddress()).isEqualTo(client);
    }

    @Test
    void theStandardHeaderIsReadToo() {
        FakeRequest request = FakeRequest.get("/")
                .from("fd00::1")
                .with(HeaderName.HOST, "x")
                .with(HeaderName.FORWARDED, "for=6.6.6.6, For=\"[2001:db8::2]:99\";proto=https;by=10.0.0.1");
        assertThat(proxied.read(request).clientAddress()).isEqualTo("2001:db8:0:0:0:0:0:2");
    }

    @Test
    void thePublicUrlWinsOverEveryHeader() {
        OriginReader reader = new OriginReader(Optional.of(URI.create("https://id.example.com/prefix/")), PROXIES);
        FakeRequest request = FakeRequest.get("/")
                .from("10.0.0.1")
                .with(HeaderName.HOST, "a\"b")
                .with(HeaderName.X_FORWARDED_HOST, "evil");
        assertThat(reader.read(request).baseUrl()).isEqualTo("https://id.example.com/prefix");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "a\"b", "user@host", "h\u00e9", "a?b"})
    void aHostThatIsNoneIsRefused(String host) {
        assertThatThrownBy(() -> direct.read(FakeRequest.get("/").with(HeaderName.HOST, host)))
                .isInstanceOfSatisfying(ScimException.class, e -> assertThat(e.status()).isEqualTo(400));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,10.255.1.1,true", "10.0.0.0/8,11.0.0.0,false", "10.0.0.0/31,10.0.0.1,true",
        "10.0.0.0/31,10.0.0.2,false",
        "0.0.0.0/0,1.2.3.4,true", "10.0.0.1,10.0.0.1,true", "10.0.0.1,10.0.0.2,false", "fd00::/8,fdff::1,true",
        "fd00::/8,fe00::1,false", "0.0.0.0/0,::1,false"
    })
    void rangesContain(String range, String address, boolean contains) {
        assertThat(AddressRange.parse(range).contains(InetAddress.ofLiteral(address))).isEqualTo(contains);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "fd00::/129"})
    void otherTextIsNoRange(String text) {
        assertThatThrownBy(() -> AddressRange.parse(text)).hasMessageContaining("192.0.2.7");
    }
}
