package dev.rollcall.client.address;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AddressGuardTest {
    private static final AddressGuard PUBLIC_ONLY = AddressGuard.publicAnd(List.of());

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, loopback", "127.255.255.254, loopback", "::1, loopback", "0.0.0.0, this host", "0.1.2.3, this host",
        "::, this host", "10.0.0.1, private", "10.255.255.255, private", "172.16.0.1, private",
        "172.31.255.255, private",
        "192.168.1.1, private", "fc00::1, private", "fd12:3456::1, private", "fec0::1, private",
        "169.254.169.254, link-local", "fe80::1, link-local", "fe80::1%1, link-local", "100.64.0.1, carrier",
        "100.100.100.200, carrier", "100.127.255.255, carrier", "168.63.129.16, cloud", "fd00:ec2::254, private",
        "224.0.0.1, multicast", "239.255.255.255, multicast", "ff02::1, multicast", "192.0.2.1, documentation",
        "198.51.100.1, documentation", "203.0.113.1, documentation", "2001:db8::1, documentation",
        "3fff::1, documentation", "198.18.0.1, measurements", "198.19.255.255, measurements", "2001:2::1, measurements",
        "192.88.99.1, tunnel", "2001::1, tunnel", "2002:7f00:1::, tunnel", "64:ff9b:1::1, tunnel",
        "192.0.0.1, reserved", "240.0.0.1, reserved", "255.255.255.255, reserved", "2001:10::1, reserved",
        "100::1, reserved", "5f00::1, reserved", "4000::1, reserved", "::2, reserved"})
    void specialAddressesAreRefusedWithTheirKind(String address, String kind) {
        assertThat(PUBLIC_ONLY.objection(InetAddress.ofLiteral(address)).orElse("nothing")).contains(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.1",
        "168.63.129.15", "169.253.255.255", "172.15.255.255", "172.32.0.0", "192.167.255.255", "198.17.255.255",
        "198.20.0.0", "223.255.255.255", "2606:4700::1111", "2a00:1450::1", "2001:4860:4860::8888"})
    void publicAddressesMayBeCalled(String address) {
        assertThat(PUBLIC_ONLY.objection(InetAddress.ofLiteral(address))).isEmpty();
    }

    /** Other resolvers than Java's own parser do not turn a mapped address into the IPv4 one that is called with it. */
    @ParameterizedTest
    @CsvSource({"127.0.0.1, loopback", "10.0.0.1, private", "169.254.169.254, link-local"})
    void anIpv4AddressInAnIpv6OneIsJudgedAsItself(String inside, String kind) throws UnknownHostException {
        for (byte[] prefix : List.of(
                new byte[]{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1},
                new byte[]{0, 0x64, (byte) 0xFF, (byte) 0x9B, 0, 0, 0, 0, 0, 0, 0, 0})) {
            assertThat(PUBLIC_ONLY.objection(within(prefix, inside)).orElse("nothing")).contains(kind);
            assertThat(PUBLIC_ONLY.objection(within(prefix, "8.8.8.8"))).isEmpty();
        }
    }

    @Test
    void anAllowedRangeCoversItsAddressesInIpv6Too() throws UnknownHostException {
        AddressGuard guard = AddressGuard.publicAnd(List.of(AddressBlock.parse("10.20.0.0/16")));
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};
        assertThat(guard.objection(within(mapped, "10.20.1.1"))).isEmpty();
        assertThat(guard.objection(within(mapped, "10.21.1.1"))).isPresent();
    }

    @Test
    void onlyTheAllowedRangesAreOpened() {
        AddressGuard guard = AddressGuard.publicAnd(
                List.of(AddressBlock.parse("10.20.0.0/16"), AddressBlock.parse("fd00:12::/32")));
        assertThat(Stream.of("10.20.1.1", "fd00:12::7", "8.8.8.8").map(InetAddress::ofLiteral))
                .allSatisfy(address -> assertThat(guard.objection(address)).isEmpty());
        assertThat(Stream.of("10.21.1.1", "fd00:13::7", "127.0.0.1", "::1").map(InetAddress::ofLiteral))
                .allSatisfy(address -> assertThat(guard.objection(address)).isPresent());
    }

    @Test
    void switchedOffItRefusesNothing() {
        assertThat(AddressGuard.off().objection(InetAddress.ofLiteral("127.0.0.1"))).isEmpty();
    }

    private static InetAddress within(byte[] prefix, String inside) throws UnknownHostException {
        byte[] bytes = new byte[16];
        System.arraycopy(prefix, 0, bytes, 0, 12);
        System.arraycopy(InetAddress.ofLiteral(inside).getAddress(), 0, bytes, 12, 4);
        return Inet6Address.getByAddress("some.example", bytes, -1);
    }
}
