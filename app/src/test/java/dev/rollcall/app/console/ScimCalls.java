package dev.rollcall.app.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** What an identity provider does at a connection's endpoint, and what the audit log says of it all. */
final class ScimCalls {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ConsoleService service;
    private final String connection;
    private final String token;

    /** @param connection its id */
    ScimCalls(ConsoleService service, String connection, String token) {
        this.service = service;
        this.connection = connection;
        this.token = token;
    }

    /** Of a new connection with a token that may do everything. */
    static ScimCalls ofNew(ConsoleService service, String name) {
        String id = service.run("connection create --name " + name + " --strategy waad --print id");
        return new ScimCalls(service, id, service.run("token create " + name + " --scopes all --print token"));
    }

    /** The id of the connection. */
    String connection() {
        return connection;
    }

    /** The same with another token. */
    ScimCalls with(String other) {
        return new ScimCalls(service, connection, other);
    }

    /** Makes a user; the SCIM id. */
    String user(String userName, String title) {
        HttpResponse<String> answer = send("POST", "/Users",
                "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"userName\":\"" + userName
                        + "\",\"externalId\":\"of " + userName + "\",\"active\":true,\"title\":\"" + title
                        + "\",\"emails\":[{\"type\":\"work\",\"primary\":true,\"value\":\"" + userName + "\"}]}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return new JsonMapper().readTree(answer.body()).get("id").stringValue();
    }

    /** What a change of one attribute answers. @param op as it is sent */
    HttpResponse<String> patch(String user, String op, String path, String json) {
        return send("PATCH", "/Users/" + user, "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],"
                + "\"Operations\":[{\"op\":\"" + op + "\",\"path\":\"" + path + "\",\"value\":" + json + "}]}");
    }

    /** The status of an answer. */
    int status(String method, String path) {
        return send(method, path, "").statusCode();
    }

    /** Sends a request. @param body empty text for none */
    HttpResponse<String> send(String method, String path, String body) {
        return send(service, "/scim/v2/connections/" + connection + path, method, token, "application/scim+json", body);
    }

    /** What the management API answers to the administrator. */
    static HttpResponse<String> manage(ConsoleService service, String method, String path, String body) {
        return send(service, "/api/v2" + path, method, ConsoleService.ADMINISTRATOR, "application/json", body);
    }

    /** The newest rows of the log of the management API. */
    static String audit(ConsoleService service) {
        return manage(service, "GET", "/logs?per_page=100", "").body();
    }

    private static HttpResponse<String> send(ConsoleService service, String path, String method, String bearer,
            String type, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.service().url().resolve(path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        Map.of("Authorization", "Bearer " + bearer, "Content-Type", type).forEach(request::header);
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
