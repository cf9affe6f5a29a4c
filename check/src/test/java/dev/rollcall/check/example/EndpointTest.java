package dev.rollcall.check.example;

import dev.rollcall.check.CheckEndpoint;
import dev.rollcall.check.CheckOptions;
import dev.rollcall.check.CheckReport;
import dev.rollcall.check.CheckRun;
import dev.rollcall.check.CheckSelection;
import dev.rollcall.client.entra.EntraClient;
import dev.rollcall.client.entra.EntraDialect;
import dev.rollcall.client.entra.TenantUrl;
import dev.rollcall.client.http.HttpTransport;
import dev.rollcall.client.http.HttpTransportOptions;
import dev.rollcall.client.http.ScimAnswer;
import dev.rollcall.client.http.ScimHeader;
import dev.rollcall.client.http.ScimRequest;
import dev.rollcall.client.reader.Reading;
import dev.rollcall.client.reader.StrictReader;
import dev.rollcall.client.target.ObjectType;
import dev.rollcall.client.target.TargetResource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

import static org.assertj.core.api.Assertions.assertThat;

class EndpointTest {
    private static final String TOKEN = "the-token-of-the-test";

    private ServerUnderTest server;

    @BeforeEach
    void start() {
        server = ServerUnderTest.start(TOKEN);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Each request is one that Entra sends, and each answer is read as strictly as Entra reads it. */
    @Test
    void entraProvisionsAUser() {
        try (HttpTransport transport = HttpTransport.open(
                URI.create(server.url()), Optional.of(TOKEN), HttpTransportOptions.defaults())) {
            EntraClient entra = EntraClient.of(transport, StrictReader.complete(), EntraDialect.AAD_OPT_SCIM_062020);
            SequencedMap<String, JsonNode> ada = new LinkedHashMap<>();
            ada.put("userName", StringNode.valueOf("ada@contoso.example"));
            ada.put("active", StringNode.valueOf("True"));

            entra.probe(ObjectType.USER, "userName");
            TargetResource made = entra.create(ObjectType.USER, ada);
            assertThat(entra.match(ObjectType.USER, "userName", "ADA@contoso.example")).isPresent();
            assertThat(entra.differences(made, ada)).isEmpty();
            entra.disable(made.id(), Optional.of(made.resource().path("active")));
            assertThat(entra.read(ObjectType.USER, made.id()).orElseThrow().resource().path("active").asBoolean())
                    .isFalse();
            entra.delete(ObjectType.USER, made.id());
            assertThat(entra.read(ObjectType.USER, made.id())).isEmpty();
        }
    }

    /** An answer of yours, wherever it comes from, can be read by itself. */
    @Test
    void aManagerThatIsATextIsSeen() {
        String user = """
            {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User",
                         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
             "id": "1", "userName": "ada@contoso.example", "active": true, "meta": {"resourceType": "User"},
             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": "26118915"}}""";
        ScimRequest request = new ScimRequest("GET", "/Users/1", List.of(), Optional.empty());
        ScimAnswer answer = new ScimAnswer(200, List.of(new ScimHeader("Content-Type", "application/scim+json")),
                user.getBytes(StandardCharsets.UTF_8), Duration.ZERO);

        Reading reading = StrictReader.complete().read(request, answer);

        assertThat(reading.rejections()).singleElement()
                .satisfies(rejection -> assertThat(rejection.sentence()).contains("not able to deserialize"));
    }

    /** CheckSelection.all() makes all checks; name those that your endpoint does not pass yet in without(…). */
    @Test
    void theCheckFindsNothing() {
        try (CheckEndpoint endpoint = CheckEndpoint.open(
                TenantUrl.parse(server.url()), Optional.of(TOKEN), HttpTransportOptions.defaults())) {
            CheckReport report = CheckRun.of(endpoint, CheckOptions.defaults().withSecrets(Set.of(TOKEN)))
                    .run(CheckSelection.only("entra.probe-users", "entra.filter-empty", "entra.wrong-token"));

            assertThat(report.breaksNothing()).as(report.results().toString()).isTrue();
        }
    }
}
