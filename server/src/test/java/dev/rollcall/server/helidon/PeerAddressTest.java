package dev.rollcall.server.helidon;

import io.helidon.common.socket.PeerInfo;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PeerAddressTest {
    @ParameterizedTest
    @CsvSource({"127.0.0.1, 127.0.0.1, 127.0.0.1:8080", "::1, 0:0:0:0:0:0:0:1, [0:0:0:0:0:0:0:1]:8080",
        "2001:db8::7, 2001:db8:0:0:0:0:0:7, [2001:db8:0:0:0:0:0:7]:8080"})
    void anAddressOfIpv6StandsInBracketsBeforeItsPort(String address, String literal, String authority) {
        InetSocketAddress socket = new InetSocketAddress(InetAddress.ofLiteral(address), 8080);
        PeerInfo peer = (PeerInfo) Proxy.newProxyInstance(PeerInfo.class.getClassLoader(),
                new Class<?>[]{PeerInfo.class},
                (proxy, method, arguments) -> method.getName().equals("port") ? (Object) 8080 : socket);
        assertThat(PeerAddress.of(peer)).isEqualTo(literal);
        assertThat(PeerAddress.authority(peer)).isEqualTo(authority);
    }
}
