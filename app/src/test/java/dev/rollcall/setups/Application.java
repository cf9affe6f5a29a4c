package dev.rollcall.setups;

import dev.rollcall.client.http.HttpTransport;
import dev.rollcall.client.http.HttpTransportOptions;
import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.clients.LiveServer.Endpoint;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The application that is provisioned into, as somebody sees it who may do everything. */
final class Application implements AutoCloseable {
    private static final String SCIM_JSON = "application/scim+json";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpTransport transport;

    Application(Endpoint endpoint) {
        transport = HttpTransport.open(URI.create(endpoint.url()), Optional.of(endpoint.token()),
                HttpTransportOptions.defaults());
    }

    /** Somebody who came into the application by another way, at a first sign-in for example; gives the id. */
    String signedInBefore(String userName, String workMail) {
        ScimAnswer answer = send("POST", "/Users", Optional.of("""
            {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "%s", "active": true,
             "emails": [{"type": "work", "value": "%s"}]}""".formatted(userName, workMail)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return JSON.readTree(answer.body()).path("id").asString();
    }

    /** All users, by what they are called there. */
    List<String> userNames() {
        return list("/Users?sortBy=userName").valueStream().map(user -> user.path("userName").asString()).toList();
    }

    /** The user with that user name, who must be there. */
    JsonNode user(String userName) {
        JsonNode found = list("/Users?filter="
                + URLEncoder.encode("userName eq \"" + userName + "\"", StandardCharsets.UTF_8));
        assertThat(found.size()).as(userName).isEqualTo(1);
        return found.get(0);
    }

    /** The user with that id; empty when it is not there. */
    Optional<JsonNode> userWithId(String id) {
        ScimAnswer answer = send("GET", "/Users/" + id, Optional.empty());
        assertThat(answer.status()).isIn(200, 404);
        return answer.status() == 404 ? Optional.empty() : Optional.of(JSON.readTree(answer.body()));
    }

    private JsonNode list(String target) {
        ScimAnswer answer = send("GET", target, Optional.empty());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return JSON.readTree(answer.body()).path("Resources");
    }

    private ScimAnswer send(String method, String target, Optional<String> body) {
        return transport.send(new ScimRequest(method, target,
                List.of(new ScimHeader("Accept", SCIM_JSON), new ScimHeader("Content-Type", SCIM_JSON)), body));
    }

    @Override
    public void close() {
        transport.close();
    }
}
