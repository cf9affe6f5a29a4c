package dev.rollcall.app.demo;

import dev.rollcall.app.terminal.TextTable;
import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.http.ScimTransport;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is in the application, as its SCIM endpoint shows it. */
final class Arrivals {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private final ScimTransport endpoint;

    Arrivals(ScimTransport endpoint) {
        this.endpoint = endpoint;
    }

    /** All users, a line each. */
    List<String> users() {
        TextTable table = new TextTable("USER", "ACTIVE", "TITLE", "MANAGER", "GROUPS");
        for (JsonNode user : resources("/Users?sortBy=userName&count=1000")) {
            table.row(
                    user.path("userName").asString(""),
                    user.path("active").asString(""),
                    user.path("title").asString(""),
                    user.path(ENTERPRISE).path("manager").path("displayName").asString(""),
                    String.join(", ",
                            user.path("groups")
                                    .valueStream()
                                    .map(group -> group.path("display").asString(""))
                                    .sorted()
                                    .toList()));
        }
        return table.lines();
    }

    /** All groups, a line each. */
    List<String> groups() {
        TextTable table = new TextTable("GROUP", "MEMBERS");
        for (JsonNode group : resources("/Groups?sortBy=displayName&count=1000")) {
            table.row(group.path("displayName").asString(""), String.valueOf(group.path("members").size()));
        }
        return table.lines();
    }

    /** The resources of a list. */
    JsonNode resources(String target) {
        ScimAnswer answer = endpoint.send(new ScimRequest(
                "GET", target, List.of(new ScimHeader("Accept", "application/scim+json")), Optional.empty()));
        if (answer.status() != 200) {
            throw new IllegalStateException("GET " + target + " was answered with " + answer.status() + ": "
                    + answer.text());
        }
        return JSON.readTree(answer.body()).path("Resources");
    }
}
