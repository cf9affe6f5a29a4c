package dev.rollcall.server.testing;

import dev.rollcall.directory.connection.ConnectionId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An identity provider's client of one connection. Bodies are written with single quotes for double ones. */
public final class ScimClient {
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final URI server;
    private final ConnectionId connection;
    private final @Nullable String token;

    ScimClient(URI server, ConnectionId connection, @Nullable String token) {
        this.server = server;
        this.connection = connection;
        this.token = token;
    }

    public ConnectionId connection() {
        return connection;
    }

    public String token() {
        return String.valueOf(token);
    }

    public String baseUrl() {
        return server + "/scim/v2/connections/" + connection;
    }

    public ScimClient withToken(@Nullable String other) {
        return new ScimClient(server, connection, other);
    }

    /** The same token at another connection's URL. */
    public ScimClient at(ConnectionId other) {
        return new ScimClient(server, other, token);
    }

    /** The same client when the service is reached under another URL. */
    public ScimClient reachedAt(URI other) {
        return new ScimClient(other, connection, token);
    }

    public Answer get(String path, String... headers) {
        return call("GET", path, null, headers);
    }

    public Answer delete(String path, String... headers) {
        return call("DELETE", path, null, headers);
    }

    public Answer post(String path, String body, String... headers) {
        return call("POST", path, bytes(body), headers);
    }

    public Answer put(String path, String body, String... headers) {
        return call("PUT", path, bytes(body), headers);
    }

    public Answer patch(String path, String operations, String... headers) {
        String body = "{'schemas':['urn:ietf:params:scim:api:messages:2.0:PatchOp'],'Operations':" + operations + "}";
        return call("PATCH", path, bytes(body), headers);
    }

    /** Creates a user and gives its id. */
    public String user(String userName) {
        return created(post("/Users", user(userName, "")));
    }

    /** Creates a group and gives its id. */
    public String group(String displayName) {
        return created(post(
                "/Groups",
                "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:Group'],'displayName':'" + displayName + "'}"));
    }

    /** The text of a user; {@code more} begins with a comma or is empty. */
    public static String user(String userName, String more) {
        return "{'schemas':['urn:ietf:params:scim:schemas:core:2.0:User'],'userName':'" + userName + "'" + more + "}";
    }

    public Answer call(String method, String path, byte @Nullable [] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl() + path))
                .timeout(TIMEOUT)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (token != null) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.setHeader("Content-Type", "application/scim+json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            return new Answer(HTTP.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String created(Answer answer) {
        if (answer.status() != 201) {
            throw new IllegalStateException("Not created: " + answer.text());
        }
        return answer.json().path("id").stringValue();
    }

    private static byte[] bytes(String body) {
        return body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
