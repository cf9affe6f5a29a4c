package dev.rollcall.clients;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The requests that identity providers send over and over, with what each has a right to. */
final class ClientFlow {
    private final ScimClient client;

    ClientFlow(ScimClient client) {
        this.client = client;
    }

    ScimClient client() {
        return client;
    }

    /** Creates a user and gives its id. */
    String user(String userName) {
        return client.create("/Users", "{schemas:['" + Urn.USER + "','" + Urn.ENTERPRISE + "'],userName:'" + userName
                + "',externalId:'x-" + userName + "',active:true,displayName:'" + userName + "'}")
                .path("id")
                .stringValue();
    }

    /** Creates a group and gives its id. */
    String group(String displayName) {
        return client
                .create("/Groups", "{schemas:['" + Urn.GROUP + "'],displayName:'" + displayName + "',externalId:'x-"
                        + displayName + "'}")
                .path("id")
                .stringValue();
    }

    /** The resource, which must be there. */
    JsonNode read(String path) {
        Answer answer = client.get(path);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    /** A value of the resource, null when it is not there. */
    Object read(String path, String pointer) {
        return Json.at(read(path), pointer);
    }

    /** The members of the group. */
    List<String> members(String id) {
        return read("/Groups/" + id).path("members").valueStream().map(m -> m.path("value").stringValue()).toList();
    }

    /** Sends one PATCH operation, given without its braces, and expects it to be done. */
    Answer patch(String path, String operations) {
        Answer answer = client.send("PATCH", path, "{schemas:['" + Urn.PATCH + "'],Operations:[" + operations + "]}");
        done(path, answer);
        return answer;
    }

    /** Sends a PATCH body and expects it to be done. */
    Answer patch(String path, JsonNode body) {
        Answer answer = client.patch(path, body);
        done(path, answer);
        return answer;
    }

    /** The answer to a filter as Entra encodes it. */
    Answer find(String endpoint, String filter) {
        Answer answer = client.get(endpoint + (endpoint.contains("?") ? "&" : "?") + "filter="
                + URLEncoder.encode(filter, StandardCharsets.UTF_8));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer;
    }

    /** The only resource that the filter finds. */
    JsonNode findOne(String endpoint, String filter) {
        Answer answer = find(endpoint, filter);
        assertThat(answer.at("/totalResults")).as(answer.toString()).isEqualTo(1);
        assertThat(answer.json().path("Resources").size()).isEqualTo(1);
        return answer.json().path("Resources").get(0);
    }

    /** Deletes the resource, which must be there. */
    void delete(String path) {
        Answer answer = client.delete(path);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
    }

    private static void done(String path, Answer answer) {
        // These groups are small.
        assertThat(answer.status()).as("%s of %s", answer, path).isEqualTo(200);
    }
}
