package dev.rollcall.server.helidon;

import dev.rollcall.server.http.HttpRequest;
import dev.rollcall.server.http.HttpResponse;
import dev.rollcall.server.http.Kept;
import dev.rollcall.server.http.Surface;
import dev.rollcall.server.http.Surfaces;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.option.ServerSettings;
import dev.rollcall.server.testing.RawConnection;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** An answer that is cut off when all of it has been sent is complete, and no request is begun that could not be answered. */
@Timeout(120)
class LateCutTest {
    private static final String REQUEST = "POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n";

    private final AtomicInteger handled = new AtomicInteger();

    @Test
    void theConnectionEndsWithTheAnswer() throws IOException {
        Surface surface = new Surface("", this::handle, error -> HttpResponse.empty(error.status()));
        HelidonServer server = HelidonServer.start(
                ServerOptions.defaults().with(ServerSettings.PORT, 0),
                new Surfaces(List.of(surface), UnaryOperator.identity()));
        try (RawConnection client = new RawConnection(server.port())) {
            client.send(REQUEST + REQUEST);
            assertThat(client.read().status()).isEqualTo(204);
            assertThat(client.closedByServer()).isTrue();
            assertThat(handled).hasValue(1);
        } finally {
            server.stop();
        }
    }

    private HttpResponse handle(HttpRequest request) {
        handled.incrementAndGet();
        request.keep(new CutWhenSent());
        return HttpResponse.empty(204);
    }

    /** Is cut off between the end of the sending and the moment when that is known. */
    private static final class CutWhenSent implements Kept {
        private Runnable cut = () -> {};

        @Override
        public void sending(Runnable cutSending) {
            cut = cutSending;
        }

        @Override
        public void stretch(long bytes) {}

        @Override
        public void close() {
            cut.run();
        }
    }
}
