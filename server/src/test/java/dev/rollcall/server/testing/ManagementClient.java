package dev.rollcall.server.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** A client of the management API. Bodies are written with single quotes for double ones. */
public final class ManagementClient {
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final URI server;
    private final Optional<String> token;

    ManagementClient(URI server, Optional<String> token) {
        this.server = server;
        this.token = token;
    }

    /** The same without a token, or with another. */
    public ManagementClient withToken(Optional<String> other) {
        return new ManagementClient(server, other);
    }

    /** The same at another address of the server. */
    public ManagementClient reachedAt(URI address) {
        return new ManagementClient(address, token);
    }

    public Reply get(String path) {
        return call("GET", path, null);
    }

    public Reply delete(String path) {
        return call("DELETE", path, null);
    }

    public Reply post(String path, @Nullable String body) {
        return call("POST", path, body);
    }

    public Reply patch(String path, String body) {
        return call("PATCH", path, body);
    }

    /** @param headers names and values in turns */
    public Reply call(String method, String path, @Nullable String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + "/api/v2" + path))
                .timeout(TIMEOUT)
                .method(method, body == null
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofString(body.replace('\'', '"')));
        token.ifPresent(text -> request.setHeader("Authorization", "Bearer " + text));
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            return new Reply(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What the management API answered. */
    public record Reply(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public String text() {
            return response.body();
        }

        public JsonNode tree() {
            return MAPPER.readTree(response.body());
        }

        public ObjectNode json() {
            return (ObjectNode) tree();
        }

        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        /** Requires success of that status. */
        public Reply is(int status) {
            assertThat(status()).as("%s", text()).isEqualTo(status);
            return this;
        }

        /** Requires an error of that status in Auth0's shape; gives its message. */
        public String error(int status) {
            is(status);
            assertThat(header("Content-Type")).contains("application/json; charset=utf-8");
            assertThat(header("X-Request-Id")).isPresent();
            assertThat(json().path("statusCode").intValue()).isEqualTo(status);
            assertThat(json().path("error").stringValue()).isNotBlank();
            String message = json().path("message").stringValue();
            assertThat(message).isNotBlank().doesNotContain("Exception", "\tat ");
            return message;
        }

        /** Requires an error with a code. */
        public String error(int status, String errorCode) {
            String message = error(status);
            assertThat(json().path("errorCode").stringValue()).isEqualTo(errorCode);
            return message;
        }
    }
}
