package dev.rollcall.server.helidon;

import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.http.Surface;
import dev.rollcall.server.http.Surfaces;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.option.ServerSettings;
import dev.rollcall.server.testing.RawConnection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** An answer that comes before the end of a body reaches a client that sends all of it before it looks at any answer. */
@Timeout(120)
class LastAnswerTest {
    private static final byte[] PIECE = "x".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
    private static final int PIECES = 100;

    /** A busy machine, or a lost packet, keeps a client from sending for longer than a second. */
    @Test
    void aClientThatPausesWhileItSendsIsHeardOutAndAnswered() throws Exception {
        Surface surface = new Surface("", request -> HttpResponse.empty(503),
                error -> HttpResponse.empty(error.status()));
        HelidonServer server = HelidonServer.start(
                ServerOptions.defaults().with(ServerSettings.PORT, 0),
                new Surfaces(List.of(surface), UnaryOperator.identity()));
        try (RawConnection client = new RawConnection(server.port())) {
            client.send("PUT /p HTTP/1.1\r\nHost: x\r\nContent-Length: " + 2 * PIECES * PIECE.length + "\r\n\r\n");
            long sent = client.sendUntilClosed(PIECE, PIECES);
            TimeUnit.MILLISECONDS.sleep(1_500);
            sent += client.sendUntilClosed(PIECE, PIECES);
            assertThat(sent).isEqualTo(2L * PIECES * PIECE.length);
            assertThat(client.read().status()).isEqualTo(503);
            assertThat(client.closedByServer()).isTrue();
        } finally {
            server.stop();
        }
    }
}
