package dev.rollcall.clients;

import dev.rollcall.client.reader.StrictReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client of one connection's SCIM endpoint that reads every answer with the {@link StrictReader}: an answer that Entra
 * could not read fails the test, whatever the test is about.
 */
final class ScimClient {
    static final String SCIM_JSON = "application/scim+json";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http;
    private final String base;
    private final Optional<String> token;
    private final StrictReader reader = StrictReader.complete();

    ScimClient(HttpClient http, String base, Optional<String> token) {
        this.http = http;
        this.base = base;
        this.token = token;
    }

    /** The absolute URL of the SCIM base, without a slash at its end. */
    String base() {
        return base;
    }

    /** The bearer token's text. */
    Optional<String> token() {
        return token;
    }

    /** The same endpoint with another token, or with none. */
    ScimClient with(Optional<String> otherToken) {
        return new ScimClient(http, base, otherToken);
    }

    Answer get(String path) {
        return send("GET", path, Optional.empty(), Map.of());
    }

    Answer delete(String path) {
        return send("DELETE", path, Optional.empty(), Map.of());
    }

    Answer post(String path, JsonNode body) {
        return send("POST", path, Optional.of(Json.bytes(body)), Map.of());
    }

    Answer put(String path, JsonNode body) {
        return send("PUT", path, Optional.of(Json.bytes(body)), Map.of());
    }

    Answer patch(String path, JsonNode body) {
        return send("PATCH", path, Optional.of(Json.bytes(body)), Map.of());
    }

    /** Sends a body as handwritten JSON, in which single quotes may stand for double ones. */
    Answer send(String method, String path, String body) {
        return send(method, path, Optional.of(Json.bytes(Json.of(body))), Map.of());
    }

    /** Creates a resource and gives what the server answered. */
    JsonNode create(String endpoint, String body) {
        Answer answer = send("POST", endpoint, body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.json();
    }

    /** Sends anything. The headers may replace those that are sent otherwise; an empty value leaves one out. */
    Answer send(String method, String path, Optional<byte[]> body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .method(method, body.map(BodyPublishers::ofByteArray).orElse(BodyPublishers.noBody()));
        set(request, headers, "Accept", Optional.of(SCIM_JSON));
        set(request, headers, "Authorization", token.map(t -> "Bearer " + t));
        set(request, headers, "Content-Type", body.map(b -> SCIM_JSON + "; charset=utf-8"));
        headers.forEach((name, value) -> {
            if (!value.isEmpty()) {
                request.setHeader(name, value);
            }
        });
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            Answer answer = new Answer(method, path, response.statusCode(), response.headers()::firstValue,
                    response.body());
            // Entra sends no bulk requests, so that its reader knows no answers to them.
            if (!path.equals("/Bulk") || answer.status() != 200) {
                assertThat(reader.read(answer.request(), answer.received()).rejections()).as(answer.toString())
                        .isEmpty();
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void set(HttpRequest.Builder request, Map<String, String> headers, String name,
            Optional<String> value) {
        if (!headers.containsKey(name)) {
            value.ifPresent(v -> request.setHeader(name, v));
        }
    }
}
