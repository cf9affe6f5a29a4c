package dev.rollcall.clients;

import com.auth0.client.mgmt.ManagementApi;
import com.auth0.client.mgmt.core.ObjectMappers;
import com.auth0.client.mgmt.errors.ConflictError;
import com.auth0.client.mgmt.types.CreateConnectionRequestContent;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rollcall.app.service.RollcallService;
import dev.rollcall.app.setting.SettingSources;
import dev.rollcall.app.terminal.Terminal;
import dev.rollcall.store.testing.MigratedSqlite;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Auth0's own Java SDK behind a proxy that loses an answer. */
class Auth0JavaLostAnswerTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    @TempDir
    private Path folder;
    private RollcallService service;

    @BeforeEach
    void start() {
        service = serve();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    /** The SDK repeats a POST that was answered with 503, also one that was done: a proxy in front may lose the answer. */
    @Test
    void aCreationThatIsRepeatedAfterALostAnswerMakesNoSecondConnection() throws Exception {
        AtomicInteger lost = new AtomicInteger();
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", exchange -> {
            HttpResponse<byte[]> answer = passed(exchange);
            boolean loses = exchange.getRequestMethod().equals("POST")
                    && exchange.getRequestURI().getPath().endsWith("/connections")
                    && lost.getAndIncrement() == 0;
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("Retry-After", "0");
            exchange.sendResponseHeaders(loses ? 503 : answer.statusCode(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
            exchange.close();
        });
        proxy.start();
        try {
            ManagementApi behind = ManagementApi.builder()
                    .url("http://127.0.0.1:" + proxy.getAddress().getPort() + "/api/v2")
                    .token(token())
                    .maxRetries(2)
                    .build();
            CreateConnectionRequestContent acme = ObjectMappers.JSON_MAPPER
                    .readValue("{\"name\":\"acme\",\"strategy\":\"waad\"}", CreateConnectionRequestContent.class);
            assertThatExceptionOfType(ConflictError.class).isThrownBy(() -> behind.connections().create(acme));
        } finally {
            proxy.stop(0);
        }
        assertThat(lost).hasValue(2);
        ManagementApi direct = ManagementApi.builder().url(service.url() + "/api/v2").token(token()).build();
        assertThat(direct.connections().list().getItems()).hasSize(1);
    }

    private String token() throws Exception {
        JsonNode client = MAPPER.readTree(Files.readString(folder.resolve("data/bootstrap-client.json")));
        try (HttpClient http = HttpClient.newHttpClient()) {
            return MAPPER.readTree(http.send(HttpRequest.newBuilder(URI.create(service.url() + "/oauth/token"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("grant_type=client_credentials&client_id="
                            + client.get("client_id").stringValue() + "&client_secret="
                            + client.get("client_secret").stringValue()))
                    .build(), BodyHandlers.ofString()).body()).get("access_token").stringValue();
        }
    }

    private HttpResponse<byte[]> passed(HttpExchange exchange) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service.url() + exchange.getRequestURI()
                .toString()))
                .method(exchange.getRequestMethod(),
                        BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
        for (String name : List.of("Authorization", "Content-Type")) {
            Optional.ofNullable(exchange.getRequestHeaders().getFirst(name))
                    .ifPresent(value -> request.header(name, value));
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private RollcallService serve() {
        Map<String, String> all = Map.of("ROLLCALL_PORT", "0");
        PrintStream printed = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(printed, printed, all, folder, Clock.systemUTC());
        MigratedSqlite.prepare(folder.resolve("data"));
        return RollcallService.start(new SettingSources(Map.of(), Optional.empty(), all, folder).read(), terminal);
    }
}
