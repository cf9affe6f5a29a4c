package dev.rollcall.server.metrics;

import dev.rollcall.server.option.MetricsSettings;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.testing.RawAnswer;
import dev.rollcall.server.testing.RawConnection;
import dev.rollcall.server.testing.ScimClient;
import dev.rollcall.server.testing.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Who may read the metrics, and what is in them. */
class MetricsOverHttpTest {
    private static final String TOKEN = "a token for the metrics";

    @TempDir
    private Path folder;

    @Test
    void withoutATokenAndAPortThereAreNone() throws IOException {
        try (Service service = Service.start(folder)) {
            assertThat(read(service.server().port(), TOKEN).status()).isEqualTo(404);
            assertThat(service.server().metricsPort()).isEmpty();
        }
    }

    @Test
    void theTokenIsNeeded() throws IOException {
        try (Service service = Service.start(folder, withToken())) {
            int port = service.server().port();
            assertThat(read(port, "").status()).isEqualTo(401);
            assertThat(read(port, TOKEN + "x").status()).isEqualTo(401);
            assertThat(read(port, TOKEN).status()).isEqualTo(200);
            assertThat(read(port, TOKEN).header("Content-Type").orElseThrow()).startsWith("text/plain; version=0.0.4");
            assertThat(service.server().metricsPort()).isEmpty();
        }
    }

    @Test
    void aPortOfTheirOwnServesThemAndNothingElse() throws IOException {
        ServerOptions apart = ServerOptions.defaults().with(MetricsSettings.PORT, Optional.of(0));
        try (Service service = Service.start(folder, apart)) {
            int port = service.server().metricsPort().orElseThrow();
            assertThat(read(port, "").status()).isEqualTo(200);
            assertThat(read(service.server().port(), "").status()).isEqualTo(404);
            try (RawConnection connection = new RawConnection(port)) {
                assertThat(connection.send("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n").read().status())
                        .isEqualTo(404);
            }
        }
    }

    @Test
    void requestsAreCountedByStrategyMethodAndStatusAndNoClientMakesSeriesWithoutEnd() throws IOException {
        try (Service service = Service.start(folder, withToken())) {
            ScimClient client = service.connect("counted");
            client.user("anna");
            client.get("/Users/none");
            client.withToken("tok_x.y").get("/Users");
            client.call("BREW", "/Users", null);
            client.call("STEEP", "/Users", null);
            String text = read(service.server().port(), TOKEN).body();
            assertThat(text)
                    .contains("rollcall_requests_total{method=\"POST\",status=\"201\",strategy=\"waad\"} 1.0")
                    .contains("rollcall_requests_total{method=\"GET\",status=\"404\",strategy=\"waad\"} 1.0")
                    .contains("rollcall_requests_total{method=\"GET\",status=\"401\",strategy=\"none\"} 1.0")
                    .contains("rollcall_requests_total{method=\"other\",status=\"405\",strategy=\"waad\"} 2.0")
                    .contains("rollcall_request_duration_seconds_bucket{method=\"POST\",le=\"30.0\"} 1")
                    .contains("rollcall_part_up{part=\"store\"} 1.0")
                    .doesNotContain("BREW", client.connection().value(), "anna");
        }
    }

    @Test
    void everyNameIsInTheDocumentation() throws IOException {
        String documented = Files.readString(Path.of("..", "docs", "metrics.md"), StandardCharsets.UTF_8);
        try (Service service = Service.start(folder, withToken())) {
            service.connect("counted").get("/Users");
            List<String> names = read(service.server().port(), TOKEN).body()
                    .lines()
                    .filter(line -> line.startsWith("# TYPE rollcall_"))
                    .map(line -> line.split(" ", -1)[2])
                    .toList();
            assertThat(names).hasSizeGreaterThan(8)
                    .allSatisfy(name -> assertThat(documented).contains("`" + name + "`"));
        }
    }

    @Test
    void aShortTokenIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MetricsOptions(Optional.of("short"), Optional.empty()))
                .withMessageContaining("metrics.token");
    }

    private static ServerOptions withToken() {
        return ServerOptions.defaults().with(MetricsSettings.TOKEN, Optional.of(TOKEN));
    }

    private static RawAnswer read(int port, String token) throws IOException {
        try (RawConnection connection = new RawConnection(port)) {
            String authorization = token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n";
            return connection.send("GET /metrics HTTP/1.1\r\nHost: x\r\n" + authorization + "\r\n").read();
        }
    }
}
