package dev.rollcall.clients;

import dev.rollcall.directory.access.MappingText;
import dev.rollcall.directory.connection.Strategy;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every row of every default mapping, over HTTP on every store: what a provider sends is in the profile, an edit of the profile is
 * what the provider reads next, and nothing else changes by it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(LiveServers.class)
class DefaultMappingRoundTripTest {
    private static final String E = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    private static final String OWN = "urn:example:hr:2.0:User";
    private static final String USER = """
        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","%1$s"],"externalId":"x1","userName":"ann@example.com",
        "name":{"formatted":"Ann B","familyName":"B","givenName":"Ann","middleName":"M","honorificPrefix":"Dr",
        "honorificSuffix":"II"},"displayName":"Ann B","nickName":"An","profileUrl":"https://x/ann","title":"Chief",
        "userType":"staff","preferredLanguage":"de","locale":"de-DE","timezone":"Europe/Berlin","active":true,
        "emails":[{"value":"w@x.example","type":"work"},{"value":"p@x.example","type":"home","primary":true}],
        "phoneNumbers":[{"value":"1","type":"work","primary":true},{"value":"2","type":"mobile"},
        {"value":"3","type":"fax"},{"value":"4","type":"home"}],"photos":[{"value":"https://x/a.jpg","type":"photo"}],
        "addresses":[{"formatted":"F","streetAddress":"S","locality":"L","region":"R","postalCode":"P","country":"DE",
        "type":"work"}],"entitlements":[{"value":"e1"}],"roles":[{"value":"r1"}],"favouriteColour":"blue",
        "ims":[{"value":"ann","type":"xmpp"}],"%2$s":{"badge":7,"desk":{"floor":3}},"%1$s":{"employeeNumber":"701",
        "costCenter":"C","organization":"O","division":"D","department":"T","manager":{"value":"m1"},"shoeSize":"38"}}
        """.formatted(E, OWN);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterAll
    void close() {
        http.close();
    }

    @ParameterizedTest
    @EnumSource
    void anEditOfAnyRowIsWhatTheProviderReadsNext(Strategy strategy, LiveServers servers) throws Exception {
        roundTrip(strategy, servers.on(StoreKind.SQLITE));
    }

    @ParameterizedTest
    @EnumSource(names = "SAMLP")
    void andOnPostgresqlToo(Strategy strategy, LiveServers servers) throws Exception {
        roundTrip(strategy, servers.on(StoreKind.POSTGRESQL));
    }

    /** A mapping knows nothing of the store. */
    @ParameterizedTest
    @Tag("long")
    @EnumSource(names = "SAMLP", mode = EnumSource.Mode.EXCLUDE)
    void andOnPostgresqlForEachOtherMapping(Strategy strategy, LiveServers servers) throws Exception {
        roundTrip(strategy, servers.on(StoreKind.POSTGRESQL));
    }

    private void roundTrip(Strategy strategy, LiveServer server) throws Exception {
        LiveServer.Endpoint endpoint = server.newEndpoint(strategy);
        JsonNode made = call("POST", endpoint.url() + "/Users", endpoint.token(), USER, 201);
        String resource = endpoint.url() + "/Users/" + made.path("id").stringValue();
        String connection = endpoint.url().substring(endpoint.url().lastIndexOf('/') + 1);
        String name = call("GET", server.management() + "/connections/" + connection, LiveServer.ADMINISTRATOR, "", 200)
                .path("name")
                .stringValue();
        String subject = strategy == Strategy.SAMLP ? "ann@example.com" : "x1";
        String person = server.management() + "/users/" + URLEncoder.encode(
                strategy.keyword() + "|" + name + "|" + subject, StandardCharsets.UTF_8).replace("+", "%20");

        JsonNode profile = call("GET", person, LiveServer.ADMINISTRATOR, "", 200);
        int edited = 0;
        for (JsonNode row : MappingText.defaults(strategy)) {
            String target = row.path("auth0").stringValue();
            assertThat(at(profile, target).isMissingNode()).as("%s is in the profile", row).isFalse();
            if (target.equals("blocked")) {
                assertThat(profile.path("blocked").booleanValue()).isFalse();
                continue;
            }
            JsonNode before = call("GET", resource, endpoint.token(), "", 200);
            String shown = text(at(profile, target));
            JsonNode value = edit(at(profile, target), edited++);
            call("PATCH", person, LiveServer.ADMINISTRATOR, body(target, value).toString(), 200);
            JsonNode after = call("GET", resource, endpoint.token(), "", 200);
            assertThat(leaves(after)).as("%s is seen by the provider", row)
                    .anyMatch(leaf -> leaf.endsWith(" " + text(value)));
            Set<String> gone = new HashSet<>(leaves(before));
            gone.removeAll(leaves(after));
            gone.removeIf(leaf -> leaf.startsWith("meta."));
            assertThat(gone).as("%s alone is changed", row).allMatch(leaf -> leaf.endsWith(" " + shown));
            profile = call("GET", person, LiveServer.ADMINISTRATOR, "", 200);
            assertThat(text(at(profile, target))).as(row.toString()).isEqualTo(text(value));
        }
        assertThat(edited).isGreaterThan(25);
        JsonNode last = call("GET", resource, endpoint.token(), "", 200);
        JsonNode first = MAPPER.readTree(USER);
        assertThat(last.path("favouriteColour")).isEqualTo(first.path("favouriteColour"));
        assertThat(last.path("ims")).isEqualTo(first.path("ims"));
        assertThat(last.path(OWN)).isEqualTo(first.path(OWN));
        assertThat(last.path(E).path("shoeSize").stringValue()).isEqualTo("38");
        assertThat(last.path("active").booleanValue()).isTrue();
    }

    /** A text for a text, and a list of one element for a list. */
    private static JsonNode edit(JsonNode shown, int number) {
        String text = "https://new.example/" + number;
        return shown.isArray()
                ? JsonNodeFactory.instance.arrayNode()
                        .add(JsonNodeFactory.instance.objectNode().put("value", text))
                : JsonNodeFactory.instance.stringNode(text);
    }

    private static String text(JsonNode value) {
        return value.isArray() ? value.path(0).path("value").stringValue() : value.stringValue();
    }

    private static JsonNode at(JsonNode profile, String target) {
        JsonNode node = profile;
        for (String key : target.split("\\.")) {
            node = node.path(key);
        }
        return node;
    }

    private static ObjectNode body(String target, JsonNode value) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        int dot = target.indexOf('.');
        if (dot < 0) {
            body.set(target, value);
        } else {
            body.putObject(target.substring(0, dot)).set(target.substring(dot + 1), value);
        }
        return body;
    }

    /** Each value with its place; places in lists are left out, because elements may change theirs. */
    private static List<String> leaves(JsonNode node) {
        List<String> leaves = new ArrayList<>();
        walk("", node, leaves);
        return leaves;
    }

    private static void walk(String path, JsonNode node, List<String> leaves) {
        if (node.isArray()) {
            node.forEach(element -> walk(path + "[]", element, leaves));
        } else if (node.isObject()) {
            node.properties().forEach(member -> walk(path + member.getKey() + ".", member.getValue(), leaves));
        } else {
            leaves.add(path + " " + node.asString());
        }
    }

    private JsonNode call(String method, String url, String token, String body, int status)
            throws IOException, InterruptedException {
        var answer = http.send(HttpRequest.newBuilder(URI.create(url))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", url.contains("/scim/") ? "application/scim+json" : "application/json")
                .build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as("%s %s %s: %s", method, url, body, answer.body()).isEqualTo(status);
        return MAPPER.readTree(answer.body());
    }
}
