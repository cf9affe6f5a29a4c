package dev.rollcall.entra.connection;

import com.sun.net.httpserver.HttpServer;
import dev.rollcall.client.http.HttpTransportOptions;
import dev.rollcall.client.target.ObjectType;
import dev.rollcall.client.target.ProvisioningException;
import dev.rollcall.entra.definition.JobTemplate;
import dev.rollcall.entra.definition.ProvisioningJob;
import dev.rollcall.entra.definition.TokenSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EndpointConnectionsTest {
    private static final String TOKEN = "a-secret-token";

    private HttpServer server;

    /** Refuses every request with the credentials that it had. */
    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String credentials = exchange.getRequestHeaders().getFirst("Authorization");
            byte[] body = ("unknown: " + credentials).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("X-Received", credentials);
            exchange.sendResponseHeaders(401, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aTokenThatTheTargetRepeatsIsInNoFailure() {
        ProvisioningJob job = ProvisioningJob.sample(
                JobTemplate.SCIM,
                "http://127.0.0.1:" + server.getAddress().getPort() + "/scim",
                new TokenSource.None());
        try (TargetConnections.Connection connection = new EndpointConnections(HttpTransportOptions.defaults())
                .open(job, Optional.of(TOKEN), false)) {
            assertThatExceptionOfType(ProvisioningException.class)
                    .isThrownBy(() -> connection.target().probe(ObjectType.USER, "userName"))
                    .withMessageContaining("unknown: Bearer [hidden]")
                    .withMessageNotContaining(TOKEN);
        }
    }
}
