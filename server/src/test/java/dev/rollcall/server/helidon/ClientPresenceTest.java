package dev.rollcall.server.helidon;

import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.http.Surface;
import dev.rollcall.server.http.Surfaces;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.option.ServerSettings;
import dev.rollcall.server.testing.RawConnection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** A request knows whether its client still waits, without taking anything from what that sends. */
@Timeout(120)
class ClientPresenceTest {
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private final AtomicBoolean goOn = new AtomicBoolean();

    private HelidonServer server;

    @BeforeEach
    void start() {
        Surface surface = new Surface("", this::serve, error -> HttpResponse.empty(error.status()));
        server = HelidonServer.start(
                ServerOptions.defaults().with(ServerSettings.PORT, 0),
                new Surfaces(List.of(surface), UnaryOperator.identity()));
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void aClientThatHasClosedIsNoticed() throws Exception {
        try (RawConnection client = new RawConnection(server.port())) {
            client.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(next()).isEqualTo("waits");
        }
        assertThat(next()).isEqualTo("left");
    }

    @Test
    void oneThatHasSentItsNextRequestIsThereAndIsAnsweredBoth() throws Exception {
        try (RawConnection client = new RawConnection(server.port())) {
            client.send("POST /wait HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"
                    + "GET /second HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(next()).isEqualTo("waits");
            goOn.set(true);
            assertThat(client.read().body()).isEqualTo("there");
            assertThat(client.read().body()).isEqualTo("/second");
        }
    }

    @Test
    void oneThatIsSilentIsThereAndItsConnectionServesOn() throws Exception {
        try (RawConnection client = new RawConnection(server.port())) {
            client.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(next()).isEqualTo("waits");
            goOn.set(true);
            assertThat(client.read().body()).isEqualTo("there");
            assertThat(client.send("GET /second HTTP/1.1\r\nHost: x\r\n\r\n").read().body()).isEqualTo("/second");
        }
    }

    private HttpResponse serve(HttpRequest request) {
        if (!request.rawPath().equals("/wait")) {
            return text(request.rawPath());
        }
        while (request.body().present() && request.body().read(new byte[8], 0, 8) >= 0) {
            continue;
        }
        for (int i = 0; request.isAwaited(); i++) {
            if (i == 3) {
                seen.add("waits");
            }
            if (goOn.get()) {
                return text("there");
            }
        }
        seen.add("left");
        return text("nobody");
    }

    private String next() throws InterruptedException {
        return String.valueOf(seen.poll(60, TimeUnit.SECONDS));
    }

    private static HttpResponse text(String text) {
        return HttpResponse.of(200, "text/plain", text.getBytes(StandardCharsets.UTF_8));
    }
}
