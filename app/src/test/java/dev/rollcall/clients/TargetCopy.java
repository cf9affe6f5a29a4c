package dev.rollcall.clients;

import dev.rollcall.client.http.HttpTransport;
import dev.rollcall.client.http.HttpTransportOptions;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** An application behind a SCIM endpoint, held against the source. */
record TargetCopy(String url, String token) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** It has these users and groups, each once, as the source has them, and nothing else. */
    void requireEqual(SourceCopy source) {
        try (HttpTransport transport = HttpTransport.open(
                URI.create(url), Optional.of(token), HttpTransportOptions.defaults())) {
            Map<String, JsonNode> users = byExternalId(all(transport, "/Users"));
            assertThat(users.keySet()).as(url).isEqualTo(source.users().keySet());
            Map<String, String> externalIds = new HashMap<>();
            users.forEach((externalId, user) -> {
                externalIds.put(user.path("id").asString(), externalId);
                JsonNode wanted = source.users().get(externalId);
                wanted.propertyNames()
                        .stream()
                        // Which extensions an empty resource has is the application's own affair.
                        .filter(name -> !name.equals("schemas"))
                        .forEach(name -> assertThat(user.get(name)).as("%s of %s at %s", name, externalId, url)
                                .isEqualTo(wanted.get(name)));
            });
            Map<String, SourceCopy.Group> groups = new TreeMap<>();
            byExternalId(all(transport, "/Groups")).forEach((externalId, group) -> groups.put(externalId,
                    new SourceCopy.Group(group.path("displayName").asString(), members(group, externalIds))));
            assertThat(groups).as(url).isEqualTo(source.groups());
        }
    }

    private static Set<String> members(JsonNode group, Map<String, String> externalIds) {
        Set<String> members = new TreeSet<>();
        for (JsonNode member : group.path("members")) {
            String id = member.path("value").asString();
            assertThat(members.add(externalIds.getOrDefault(id, "nobody, " + id))).as("twice in %s", group).isTrue();
        }
        return members;
    }

    private static Map<String, JsonNode> byExternalId(List<JsonNode> resources) {
        Map<String, JsonNode> by = new TreeMap<>();
        for (JsonNode resource : resources) {
            JsonNode before = by.put(resource.path("externalId").asString(), resource);
            assertThat(before).as("a second one of %s", resource).isNull();
        }
        return by;
    }

    private static List<JsonNode> all(HttpTransport transport, String path) {
        String answer = transport.send(new ScimRequest("GET", path + "?count=1000",
                List.of(new ScimHeader("Accept", "application/scim+json")), Optional.empty())).text();
        return JSON.readTree(answer).path("Resources").valueStream().toList();
    }
}
