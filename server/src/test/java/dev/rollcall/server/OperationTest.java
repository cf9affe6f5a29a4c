package dev.rollcall.server;

import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.directory.token.TokenScope;
import dev.rollcall.server.option.BodyLogging;
import dev.rollcall.server.option.RequestSettings;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.option.ServerSettings;
import dev.rollcall.server.origin.AddressRange;
import dev.rollcall.server.testing.Answer;
import dev.rollcall.server.testing.RawAnswer;
import dev.rollcall.server.testing.RawConnection;
import dev.rollcall.server.testing.ScimClient;
import dev.rollcall.server.testing.Service;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What the operator sees and sets: limits, log rows, health, addresses. */
class OperationTest {
    @TempDir
    private Path folder;

    @Test
    @DisplayName("9110-04 beyond the rate limit the answer is 429 with Retry-After, and others are spared")
    void theRateLimitAnswers429AndSparesOthers() {
        try (Service service = Service.start(folder, ServerOptions.defaults()
                .with(RequestSettings.RATE_PER_SECOND, Optional.of(1))
                .with(RequestSettings.RATE_BURST, Optional.of(2)))) {
            ScimClient busy = service.connect("busy");
            ScimClient other = service.connect("other");
            assertThat(busy.get("/Users").status()).isEqualTo(200);
            assertThat(busy.get("/Users").status()).isEqualTo(200);
            Answer refused = busy.get("/Users");
            assertThat(refused.error(429)).contains("limits.rate-per-second");
            assertThat(refused.header("Retry-After")).contains("1");
            assertThat(other.get("/Users").status()).isEqualTo(200);
            busy.withToken("tok_x.y").get("/Users").error(401);
            service.clock().advance(Duration.ofSeconds(1));
            assertThat(busy.get("/Users").status()).isEqualTo(200);
        }
    }

    @Test
    void everyRequestLeavesItsRow() {
        try (Service service = Service.start(folder)) {
            ScimClient client = service.connect("logged");
            String secret = "correct horse battery";
            Answer created = client.post("/Users",
                    ScimClient.user("anna", ",'password':'" + secret + "','active':'False'"));
            String id = created.json().path("id").stringValue();
            client.get("/Users/" + id + "?attributes=userName");
            client.get("/Users/none");
            client.post("/Users", ScimClient.user("anna", ""));
            client.call("DELETE", "/Users", null);
            client.withToken(null).get("/Users");
            client.withToken("tok_x.y").get("/Users");
            service.withScopes(client, EnumSet.of(TokenScope.GET_USERS)).delete("/Users/" + id);
            client.get("/Users?filter=password+eq+%22" + "hunter2%22");
            List<RequestLogEntry> rows = service.log(client).reversed();
            assertThat(rows.stream().map(row -> row.method() + " " + row.status()))
                    .containsExactlyInAnyOrder("POST 201", "GET 200", "GET 404", "POST 409", "DELETE 405", "GET 401",
                            "GET 401",
                            "DELETE 403", "GET 403");
            RequestLogEntry create = rows.stream().filter(row -> row.status() == 201).findFirst().orElseThrow();
            assertThat(create.clientAddress()).isEqualTo("127.0.0.1");
            assertThat(create.tokenId()).contains(client.token().substring(0, client.token().indexOf('.')));
            assertThat(create.resourceId()).contains(id);
            assertThat(create.resourceType()).contains("User");
            assertThat(create.plan().orElseThrow()).contains("anna");
            assertThat(create.tolerances().orElseThrow()).contains("entra.boolean-string");
            assertThat(create.requestBody().orElseThrow()).contains("anna", "[redacted]");
            RequestLogEntry conflict = rows.stream().filter(row -> row.status() == 409).findFirst().orElseThrow();
            assertThat(conflict.error()).isPresent();
            assertThat(conflict.requestBody()).isPresent();
            assertThat(rows.toString()).doesNotContain(secret, "hunter2", client.token());
        }
    }

    @Test
    void bodiesAreLoggedAsFarAsTheOperatorWants() {
        try (Service service = Service.start(
                folder, ServerOptions.defaults()
                        .with(RequestSettings.LOG_BODIES, BodyLogging.FAILURES)
                        .with(RequestSettings.LOG_BODY_LENGTH, 20))) {
            ScimClient client = service.connect("failures");
            client.user("anna");
            client.post("/Users", ScimClient.user("anna", ""));
            client.post("/Users", "{'truncated");
            List<RequestLogEntry> rows = service.log(client);
            assertThat(rows.stream().filter(row -> row.status() == 201).findFirst().orElseThrow().requestBody())
                    .isEmpty();
            assertThat(rows.stream()
                    .filter(row -> row.status() == 409)
                    .findFirst()
                    .orElseThrow()
                    .requestBody()
                    .orElseThrow())
                    .hasSize(20);
            assertThat(rows.stream().filter(row -> row.status() == 400).findFirst().orElseThrow().requestBody())
                    .contains("(11 bytes that are no JSON object within the limits)");
        }
    }

    @Test
    void behindATrustedProxyItsHeadersCount() {
        try (Service service = Service.start(folder,
                ServerOptions.defaults()
                        .with(ServerSettings.TRUSTED_PROXIES, List.of(AddressRange.parse("127.0.0.0/8"))))) {
            ScimClient client = service.connect("proxied");
            Answer answer = client.get(
                    "/ServiceProviderConfig",
                    "X-Forwarded-For",
                    "203.0.113.9",
                    "X-Forwarded-Proto",
                    "https",
                    "X-Forwarded-Host",
                    "scim.example.com");
            assertThat(answer.json().path("meta").path("location").stringValue())
                    .isEqualTo("https://scim.example.com/scim/v2/connections/" + client.connection()
                            + "/ServiceProviderConfig");
            assertThat(service.log(client).getFirst().clientAddress()).isEqualTo("203.0.113.9");
        }
    }

    @Test
    @DisplayName("7644-1.3-01 the public URL stands in every location, with its path")
    void thePublicUrlStandsInEveryLocation() {
        URI publicUrl = URI.create("https://id.example.com/hr");
        try (Service service = Service.start(folder,
                ServerOptions.defaults().with(ServerSettings.PUBLIC_URL, Optional.of(publicUrl)))) {
            assertThat(service.server().uri()).isEqualTo(publicUrl);
            ScimClient client = service.connect("public")
                    .reachedAt(URI.create("http://127.0.0.1:" + service.server().port()));
            Answer created = client.post("/Users", ScimClient.user("anna", ""));
            assertThat(created.header("Location").orElseThrow())
                    .startsWith("https://id.example.com/hr/scim/v2/connections/");
            assertThat(created.header("Strict-Transport-Security")).isPresent();
            assertThat(service.manage()
                    .reachedAt(URI.create("http://127.0.0.1:" + service.server().port()))
                    .get("/connections/" + client.connection() + "/scim-configuration")
                    .is(200)
                    .json()
                    .path("tenant_name")
                    .stringValue()).isEqualTo("id.example.com");
        }
    }

    @Test
    void healthNeedsNoTokenAndFollowsTheStore() throws IOException {
        try (Service service = Service.start(folder)) {
            assertThat(health(service, "GET", "/health/live").body()).isEqualTo("{\"status\":\"up\"}");
            assertThat(health(service, "GET", "/health/ready").status()).isEqualTo(200);
            assertThat(health(service, "GET", "/health/other").status()).isEqualTo(404);
            assertThat(health(service, "POST", "/health/live").header("Allow")).contains("GET, HEAD");
        }
    }

    @Test
    void aStoreThatFailsIs503() throws IOException {
        Service service = Service.start(folder);
        ScimClient client = service.connect("failing");
        client.get("/Users");
        service.storage().close();
        assertThat(health(service, "GET", "/health/live").status()).isEqualTo(200);
        assertThat(health(service, "GET", "/health/ready").status()).isEqualTo(503);
        Answer answer = client.get("/Users");
        assertThat(answer.error(503)).contains("incident");
        assertThat(answer.header("Retry-After")).isEqualTo(Optional.of("5"));
        service.server().stop();
    }

    private static RawAnswer health(Service service, String method, String path) throws IOException {
        try (RawConnection connection = new RawConnection(service.server().port())) {
            return connection.send(method + " " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").read();
        }
    }
}
