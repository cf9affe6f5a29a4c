package dev.rollcall.benchmarks.compare;

import dev.rollcall.benchmarks.SampleUser;
import dev.rollcall.benchmarks.load.Endpoint;
import dev.rollcall.benchmarks.load.LoadClient;
import dev.rollcall.benchmarks.peer.ScimSdkPeer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Every operation is answered with a success by the peer, and does what its name says. */
class WorkloadsTest {
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final int SIZE = 150;

    private static ScimSdkPeer peer;
    private static LoadClient client;

    @BeforeAll
    static void start() {
        peer = ScimSdkPeer.start(0);
        client = new LoadClient(Endpoint.at(URI.create(peer.baseUrl()), Optional.empty()), Duration.ofSeconds(30),
                () -> Duration.ZERO);
    }

    @AfterAll
    static void stop() {
        peer.close();
    }

    @Test
    void operationsOnUsersAndGroupsAreAnswered() {
        var users = new Users(client, 4);
        assertThat(users.fill(SIZE, 8).requests()).isEqualTo(SIZE);
        assertThat(new HashSet<>(users.ids())).hasSize(SIZE);
        assertThat(users.get(SHORT).requests()).isGreaterThanOrEqualTo(8);
        assertThat(users.filter(SHORT).requests()).isGreaterThanOrEqualTo(8);
        assertThat(users.list(SHORT).requests()).isGreaterThanOrEqualTo(8);
        assertThat(users.patchActive(SHORT).requests()).isGreaterThanOrEqualTo(8);
        assertThat(users.create(SHORT).percentile(0.99)).isPositive();

        var group = MemberGroup.create(client, users.ids(), new MemberGroup.Kind(200, 1, MemberForm.WHOLE));
        assertThat(group.add(SHORT).requests()).isGreaterThanOrEqualTo(3);
        assertThat(group.remove(SHORT).rate()).isPositive();
    }

    @Test
    void aUserIsAsLargeAsRealOnes() {
        assertThat(SampleUser.json(99_999).getBytes(StandardCharsets.UTF_8).length).isBetween(1_100, 1_500);
    }
}
