package dev.rollcall.server.limit;

import dev.rollcall.directory.connection.ConnectionId;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LargeBodiesTest {
    private static final ConnectionId ONE = new ConnectionId("con_aaaaaaaaaaaaaaaa");
    private static final ConnectionId OTHER = new ConnectionId("con_bbbbbbbbbbbbbbbb");
    private static final ConnectionId THIRD = new ConnectionId("con_cccccccccccccccc");

    private final LargeBodies bodies = new LargeBodies(4, Duration.ofMillis(1));

    @Test
    void oneConnectionGetsHalfAtMost() {
        Optional<LargeBodies.Permit> first = bodies.admit(ONE);
        assertThat(first).isPresent();
        assertThat(bodies.admit(ONE)).isPresent();
        assertThat(bodies.admit(ONE)).isEmpty();
        assertThat(bodies.admit(OTHER)).isPresent();
        first.orElseThrow().close();
        assertThat(bodies.admit(ONE)).isPresent();
    }

    @Test
    void allTogetherGetNoMoreThanThereAre() {
        bodies.admit(ONE);
        bodies.admit(ONE);
        bodies.admit(OTHER);
        Optional<LargeBodies.Permit> last = bodies.admit(OTHER);
        assertThat(bodies.admit(THIRD)).isEmpty();
        last.orElseThrow().close();
        assertThat(bodies.admit(THIRD)).isPresent();
    }
}
