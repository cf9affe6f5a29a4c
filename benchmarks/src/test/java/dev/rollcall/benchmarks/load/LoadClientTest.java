package dev.rollcall.benchmarks.load;

import dev.rollcall.benchmarks.peer.ScimSdkPeer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LoadClientTest {
    @Test
    void sendsExactlyAsManyRequestsAsAskedForAndSeesEveryAnswer() {
        try (var peer = ScimSdkPeer.start(0)) {
            var client = client(peer);
            List<Integer> numbers = new ArrayList<>();
            var workload = Workload.of(
                    number -> client.endpoint().get("/ServiceProviderConfig"),
                    (response, number) -> {
                        assertThat(response.body()).startsWith("{").endsWith("}");
                        numbers.add(number);
                    });
            assertThat(client.run(workload, Load.of(25, 4)).requests()).isEqualTo(25);
            assertThat(numbers).hasSize(25).doesNotHaveDuplicates().contains(0, 24);
        }
    }

    @Test
    void anErrorEndsTheRunAndShowsTheAnswer() {
        try (var peer = ScimSdkPeer.start(0)) {
            var client = client(peer);
            var workload = Workload.of(number -> client.endpoint().get("/Users/nobody"), (response, number) -> {});
            assertThatThrownBy(() -> client.run(workload, Load.of(1, 1)))
                    .isInstanceOf(LoadException.class)
                    .hasMessageContaining("404");
        }
    }

    @Test
    void anotherMachineIsRefused() {
        var elsewhere = new InetSocketAddress("192.0.2.1", 80);
        assertThatThrownBy(() -> new Endpoint(elsewhere, "/scim/v2", Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("this machine only");
    }

    @Test
    void percentilesAreThoseOfTheSortedTimes() {
        long[] nanos = new long[100];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = nanos.length - i;
        }
        var measurement = new Measurement(Duration.ofSeconds(2), Duration.ofMillis(1), nanos);
        assertThat(measurement.rate()).isEqualTo(50);
        assertThat(measurement.processorMicros()).isEqualTo(10);
        assertThat(measurement.percentile(0.5)).isEqualTo(Duration.ofNanos(50));
        assertThat(measurement.percentile(0.99)).isEqualTo(Duration.ofNanos(99));
    }

    private static LoadClient client(ScimSdkPeer peer) {
        return new LoadClient(Endpoint.at(URI.create(peer.baseUrl()), Optional.empty()), Duration.ofSeconds(30),
                () -> Duration.ZERO);
    }
}
