package dev.rollcall.server.limit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AddressRateTest {
    private final AtomicLong now = new AtomicLong();
    private final AddressRate rate = new AddressRate(new RateLimit(1, 2), now::get);

    @Test
    void oneAddressNeverCountsForAnother() {
        assertThat(rate.admit("192.0.2.1")).isEmpty();
        assertThat(rate.admit("192.0.2.1")).isEmpty();
        assertThat(rate.admit("192.0.2.1")).isPresent();
        assertThat(rate.admit("192.0.2.2")).isEmpty();
        now.addAndGet(1_000_000_000L);
        assertThat(rate.admit("192.0.2.1")).isEmpty();
        assertThat(rate.admit("192.0.2.1")).isPresent();
    }

    @Test
    void aLookCountsForNothing() {
        assertThat(rate.admit("192.0.2.1")).isEmpty();
        assertThat(rate.look("192.0.2.1")).isEmpty();
        assertThat(rate.look("192.0.2.1")).isEmpty();
        assertThat(rate.admit("192.0.2.1")).isEmpty();
        assertThat(rate.look("192.0.2.1")).contains(Duration.ofSeconds(1));
        now.addAndGet(1_000_000_000L);
        assertThat(rate.look("192.0.2.1")).isEmpty();
    }

    @Test
    void aNetworkOfIpv6IsOneClient() {
        assertThat(rate.admit("2001:db8::1")).isEmpty();
        assertThat(rate.admit("2001:db8::2")).isEmpty();
        assertThat(rate.admit("2001:db8::3")).isPresent();
        assertThat(rate.admit("2001:db8:0:1::1")).isEmpty();
    }

    @Test
    void theMemoryIsBounded() {
        rate.admit("192.0.2.1");
        rate.admit("192.0.2.1");
        for (int i = 0; i < AddressRate.MOST_ADDRESSES; i++) {
            rate.admit("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255));
        }
        assertThat(rate.admit("192.0.2.1")).as("forgotten, so it begins anew").isEmpty();
    }
}
