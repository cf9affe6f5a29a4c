package dev.rollcall.client.address;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AddressBlockTest {
    @ParameterizedTest
    @CsvSource({
        "10.20.0.0/16, 10.20.0.0, true", "10.20.0.0/16, 10.20.255.255, true", "10.20.0.0/16, 10.21.0.0, false",
        "10.20.0.0/16, 10.19.255.255, false", "172.16.0.0/12, 172.31.0.1, true", "172.16.0.0/12, 172.32.0.1, false",
        "192.0.2.7, 192.0.2.7, true", "192.0.2.7, 192.0.2.6, false", "0.0.0.0/0, 255.1.2.3, true",
        "0.0.0.0/0, ::1, false", "fd00:12::/32, fd00:12:ffff::1, true", "fd00:12::/32, fd00:13::1, false",
        "fe80::/10, febf::1, true", "fe80::/10, fec0::1, false", "::1, ::1, true", "::/0, 2001:db8::1, true",
        "2001:db8::1/128, 2001:db8::1, true", "192.0.2.6/31, 192.0.2.7, true"})
    void hasTheAddressesOfItsLeadingBits(String range, String address, boolean contained) {
        assertThat(AddressBlock.parse(range).contains(InetAddress.ofLiteral(address))).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "/8", "10", "10/8", "10.0.0", "2130706433", "localhost", "example.com", "10.0.0.0/33", "::/129",
        "10.0.0.0/",
        "10.0.0.0/-1", "10.0.0.0/8/8", "10.0.0.0/x", "fe80::1%lo", "256.1.1.1", "10.0.0.0-10.0.0.9"})
    void whatIsNoRangeIsRefusedWithTheFormThatIs(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> AddressBlock.parse(text))
                .withMessageContaining("'" + text + "' is no range of addresses")
                .withMessageContaining("10.20.0.0/16");
    }

    /** Somebody who writes 10.1.2.3/8 may mean one address or all of 10.0.0.0/8. */
    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3/8", "10.0.0.1/31", "fd00::1/64"})
    void bitsBehindThePrefixAreRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> AddressBlock.parse(text))
                .withMessageContaining("behind the first");
    }

    @Test
    void blanksAroundItAreNothing() {
        assertThat(AddressBlock.parse(" 10.0.0.0/8 ")).isEqualTo(AddressBlock.parse("10.0.0.0/8"))
                .hasToString("10.0.0.0/8");
    }
}
