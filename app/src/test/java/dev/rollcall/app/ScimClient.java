package dev.rollcall.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An identity provider in small: sends requests to one SCIM endpoint with one token. */
public record ScimClient(String endpoint, String token) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper MAPPER = new JsonMapper();

    /** Makes a connection of that name, and a token for everything, with the commands in that working directory. */
    public static ScimClient create(Path folder, String name) {
        return create(folder, name, "waad");
    }

    /** Of a new connection of that strategy. */
    public static ScimClient create(Path folder, String name, String strategy) {
        CommandRun connection = CommandRun.of(
                folder, "connection", "create", "--name", name, "--strategy", strategy, "--print", "scim_endpoint");
        CommandRun token = CommandRun.of(folder, "token", "create", name, "--scopes", "all", "--print", "token");
        if (connection.code() + token.code() != 0) {
            throw new AssertionError(connection.err() + token.err());
        }
        return new ScimClient(connection.out().strip(), token.out().strip());
    }

    /** Sends a request without a body. */
    public HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        return send(method, path, HttpRequest.BodyPublishers.noBody());
    }

    /** Sends a request with a JSON body. */
    public HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
        return send(method, path, HttpRequest.BodyPublishers.ofString(body));
    }

    /** Creates a user and returns its id. */
    public String createUser(String userName) throws IOException, InterruptedException {
        HttpResponse<String> response = send(
                "POST",
                "/Users",
                """
                    {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"%s"}""".formatted(userName));
        if (response.statusCode() != 201) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return json(response).get("id").stringValue();
    }

    /** The body of an answer. */
    public static JsonNode json(HttpResponse<String> response) {
        return MAPPER.readTree(response.body());
    }

    private HttpResponse<String> send(String method, String path, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/scim+json")
                .method(method, body)
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
