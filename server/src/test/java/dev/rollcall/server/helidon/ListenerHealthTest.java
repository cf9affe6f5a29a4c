package dev.rollcall.server.helidon;

import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.http.Surface;
import dev.rollcall.server.http.Surfaces;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.option.ServerSettings;
import dev.rollcall.server.testing.RawConnection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** What the listener says of itself. */
@Timeout(60)
class ListenerHealthTest {
    @Test
    void itIsWellWhileItAcceptsAndSaysSoWhenItHasEnded() throws Exception {
        Surface surface = new Surface(
                "", request -> HttpResponse.empty(204), error -> HttpResponse.empty(error.status()));
        HelidonServer server = HelidonServer.start(
                ServerOptions.defaults().with(ServerSettings.PORT, 0).with(ServerSettings.CONNECTIONS_PER_ADDRESS, 2),
                new Surfaces(List.of(surface), UnaryOperator.identity()));
        try (RawConnection first = new RawConnection(server.port());
                RawConnection second = new RawConnection(server.port());
                RawConnection third = new RawConnection(server.port())) {
            for (RawConnection each : List.of(first, second)) {
                each.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").read();
            }
            assertThat(third.closedByServer()).isTrue();
            assertThat(server.problem()).isEmpty();
            assertThat(server.sockets()).isEqualTo(new SocketUse(2, server.sockets().limit(), 1, 0));
            server.closeListener();
            server.ended().toCompletableFuture().get(30, TimeUnit.SECONDS);
            assertThat(server.problem()).hasValueSatisfying(
                    problem -> assertThat(problem)
                            .startsWith("No more connections are accepted; start the service anew."));
        } finally {
            server.stop();
        }
    }
}
