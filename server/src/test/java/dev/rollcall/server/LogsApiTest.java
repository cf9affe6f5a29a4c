package dev.rollcall.server;

import dev.rollcall.directory.storage.RequestLogEntry;
import dev.rollcall.server.option.RequestSettings;
import dev.rollcall.server.option.ResponseLogging;
import dev.rollcall.server.option.ServerOptions;
import dev.rollcall.server.testing.ManagementClient;
import dev.rollcall.server.testing.ManagementClient.Reply;
import dev.rollcall.server.testing.ScimClient;
import dev.rollcall.server.testing.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code /api/v2/logs} as Auth0 has it, and the provisioning log of a connection. */
class LogsApiTest {
    @TempDir
    private Path folder;
    private Service service;
    private ManagementClient client;
    private ScimClient provider;
    private String log;

    @BeforeEach
    void start() {
        service = Service.start(folder);
        client = service.manage();
        provider = service.connect("acme");
        log = "/connections/" + provider.connection() + "/provisioning-log";
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aRequestIsFoundWithAllThatIsKnownOfIt() {
        String user = provider.user("ann@acme.example");
        provider.patch("/Users/" + user, "[{'op':'Replace','path':'nickName','value':'Annie'}]", "X-Request-Id",
                "mine-7");
        provider.get("/Users/nobody").error(404);

        JsonNode page = page(log + "?take=10");
        assertThat(page.path("logs")).extracting(entry -> entry.path("type").stringValue())
                .containsExactly("fscim", "sscim", "sscim");
        JsonNode patch = page.path("logs").get(1);
        JsonNode details = patch.path("details");
        assertThat(details.path("action").stringValue()).isEqualTo("patch:user");
        assertThat(details.path("request").path("method").stringValue()).isEqualTo("PATCH");
        assertThat(details.path("request").path("body").path("Operations")).hasSize(1);
        assertThat(details.path("response").path("statusCode").intValue()).isEqualTo(200);
        assertThat(details.path("changes").toString()).contains("Annie");
        assertThat(details.path("resource_id").stringValue()).isEqualTo(user);
        assertThat(details.path("client_request_id").stringValue()).isEqualTo("mine-7");
        assertThat(details.path("tolerances").get(0).path("id").stringValue()).isEqualTo("entra.capital-op");
        assertThat(details.path("tolerances").get(0).path("description").stringValue()).contains("Replace");
        assertThat(patch.has("client_id")).isFalse();
        assertThat(page.path("logs").get(0).path("details").path("request").has("body")).isFalse();
        String id = patch.path("log_id").stringValue();
        assertThat(client.get("/logs/" + id).is(200).json()).isEqualTo(patch);
        assertThat(client.get(log + "/" + id).is(200).json()).isEqualTo(patch);
        client.get("/logs/nobody").error(404, "log_not_found");
        ScimClient other = service.connect("other");
        client.get("/connections/" + other.connection() + "/provisioning-log/" + id).error(404, "log_not_found");
    }

    @Test
    void theLogOfAConnectionIsFilteredAndWalked() {
        String ann = provider.user("ann@acme.example");
        String bob = provider.user("bob@acme.example");
        service.clock().advance(Duration.ofMinutes(10));
        Instant middle = service.clock().instant();
        for (String user : List.of(ann, bob, ann)) {
            provider.patch("/Users/" + user, "[{'op':'Add','path':'title','value':'T'}]");
        }
        provider.delete("/Users/nobody").error(404);
        ScimClient other = service.connect("other");
        other.user("eve@other.example");

        assertThat(walk(log + "?take=2")).hasSize(6).doesNotHaveDuplicates();
        assertThat(walk(log + "?take=2&order=asc")).containsExactlyElementsOf(walk(log + "?take=100").reversed());
        assertThat(walk(log + "?take=2&resource=" + ann)).hasSize(3);
        assertThat(walk(log + "?take=2&person=" + ann)).hasSize(3);
        String userId = client.get("/users")
                .tree()
                .valueStream()
                .filter(one -> one.path("identities").path(0).path("scim_id").asString("").equals(ann))
                .findFirst()
                .orElseThrow()
                .path("user_id")
                .stringValue();
        assertThat(walk(log + "?take=2&person=" + userId.replace("|", "%7C"))).hasSize(3);
        client.get(log + "?person=waad%7Cacme%7Cnobody").error(400, "invalid_query_string");
        assertThat(walk(log + "?take=2&status=4xx")).hasSize(1);
        assertThat(walk(log + "?take=2&status=404")).hasSize(1);
        assertThat(walk(log + "?take=1&tolerance=entra.capital-op")).hasSize(3);
        assertThat(walk(log + "?take=2&since=" + middle)).hasSize(4);
        assertThat(walk(log + "?take=2&until=" + middle)).hasSize(2);
        for (String wrong : List.of("status=9xx", "tolerance=none", "since=yesterday", "order=up", "from=x",
                "take=101")) {
            client.get(log + "?" + wrong).error(400, "invalid_query_string");
        }
        Reply lines = client.call("GET", log + "?order=asc", null, "Accept", "application/x-ndjson").is(200);
        assertThat(lines.header("Content-Type")).contains("application/x-ndjson");
        assertThat(lines.text().lines()).hasSize(6).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
        assertThat(client.get(log + "?format=jsonl&status=4xx").text().lines()).hasSize(1);
    }

    @Test
    void allLogsAreOneInTheOrderOfTime() {
        String user = provider.user("ann@acme.example");
        String made = client.post("/connections", "{'name':'late','strategy':'okta'}")
                .is(201)
                .json()
                .path("id")
                .stringValue();
        provider.get("/Users/nobody").error(404);
        service.log(provider);

        JsonNode newest = client.get("/logs?page=0&per_page=2&include_totals=true&sort=date:-1").is(200).json();
        assertThat(newest.path("logs")).extracting(entry -> entry.path("type").stringValue())
                .containsExactly("fscim", "sapi");
        assertThat(newest.path("total").intValue()).isEqualTo(3);
        JsonNode api = newest.path("logs").get(1);
        assertThat(api.path("client_id").stringValue()).isEqualTo("cli_test");
        assertThat(api.path("details").path("change").path("after").path("id").stringValue()).isEqualTo(made);
        assertThat(client.get("/logs/" + api.path("log_id").stringValue()).is(200).json()).isEqualTo(api);
        JsonNode last = client.get("/logs?page=1&per_page=2&include_totals=true").json();
        assertThat(last.path("logs")).singleElement()
                .satisfies(entry -> assertThat(
                        entry.path("details").path("resource_id").stringValue()).isEqualTo(user));
        assertThat(client.get("/logs?page=2&per_page=2&include_totals=true").json().path("logs")).isEmpty();

        JsonNode oldest = client.get("/logs?take=1").is(200).tree();
        assertThat(oldest.isArray()).isTrue();
        JsonNode after = client.get("/logs?take=9&from=" + oldest.get(0).path("log_id").stringValue()).is(200).tree();
        assertThat(after).extracting(entry -> entry.path("type").stringValue()).containsExactly("sapi", "fscim");

        assertThat(client.get("/logs?q=type:fscim").is(200).tree()).hasSize(1);
        assertThat(client.get("/logs?q=type:sapi").is(200).tree()).hasSize(1);
        assertThat(client.get("/logs?search=type:sscim%20AND%20connection_id:%22" + provider.connection() + "%22")
                .is(200)
                .tree()).hasSize(1);
        client.get("/logs?q=user_name:ann").error(400, "invalid_query_string");
        ObjectNode fields = (ObjectNode) client.get("/logs?fields=log_id,type").tree().get(0);
        assertThat(fields.propertyNames()).containsExactlyInAnyOrder("log_id", "type");
    }

    @Test
    void aFailureIsExplainedInPlainWords() {
        provider.user("ann@acme.example");
        provider.post("/Users", ScimClient.user("ann@acme.example", "")).error(409);
        provider.withToken("tok_wrong.wrong").get("/Users").error(401);
        provider.get("/Users/nobody").error(404);
        List<String> explained = new ArrayList<>();
        for (RequestLogEntry entry : service.log(provider).reversed()) {
            explained.add(client.post(log + "/" + entry.id() + "/explain", null).is(200).text());
        }
        assertThat(explained.get(0)).contains("tried to create a user", "It was done");
        assertThat(explained.get(1)).contains("already", "match objects", "Entra ID");
        assertThat(explained.get(2)).contains("bearer token", "Secret Token");
        assertThat(explained.get(3)).contains("nobody here with this id", "Restart provisioning");
        client.post(log + "/nobody/explain", null).error(404, "log_not_found");
    }

    @Test
    void answersAreKeptAsTheSettingSays(@TempDir Path other) {
        provider.user("ann@acme.example");
        provider.get("/Users/nobody").error(404);
        provider.get("/Users");
        provider.post("/.search", "{'schemas':['urn:ietf:params:scim:api:messages:2.0:SearchRequest']}");
        JsonNode usual = page(log + "?take=10").path("logs");
        assertThat(usual).extracting(entry -> entry.path("details").path("response").has("body"))
                .as("two reads, a failure and a write")
                .containsExactly(false, false, true, true);
        assertThat(usual.get(2).path("details").path("response").path("body").path("detail").stringValue())
                .contains("no User");
        assertThat(usual.get(3).path("details").path("response").path("body").path("userName").stringValue())
                .isEqualTo("ann@acme.example");

        ServerOptions options = ServerOptions.defaults().with(RequestSettings.LOG_RESPONSES, ResponseLogging.WRITES);
        try (Service keeping = Service.start(other, options)) {
            ScimClient one = keeping.connect("acme");
            one.post("/Users", ScimClient.user("bob@acme.example", ",'apiToken':'canary-5','title':'T'"));
            one.get("/Users");
            keeping.log(one);
            Reply all = keeping.manage().get("/connections/" + one.connection() + "/provisioning-log").is(200);
            JsonNode read = all.json().path("logs").get(0).path("details").path("response");
            JsonNode written = all.json().path("logs").get(1).path("details").path("response");
            assertThat(read.has("body")).isFalse();
            assertThat(written.path("body").path("title").stringValue()).isEqualTo("T");
            assertThat(all.text()).doesNotContain("canary-5");
        }
    }

    @Test
    void noSecretIsInTheAuditLog() {
        String scim = "/connections/" + provider.connection() + "/scim-configuration";
        String token = client.post(scim + "/tokens", "{}").is(201).json().path("token").stringValue();
        client.post("/connections", "{'name':'x','strategy':'waad','options':{'client_secret':'canary-77'}}").is(201);
        client.post("/connections", "{'name':'x','strategy':'waad','options':{'client_secret':'canary-77'}}")
                .error(409);
        String all = client.get("/logs?per_page=100").is(200).text();
        assertThat(all).contains("POST /connections/{id}/scim-configuration/tokens")
                .doesNotContain("canary-77", token, token.substring(token.indexOf('.') + 1));
    }

    private JsonNode page(String path) {
        service.log(provider);
        return client.get(path).is(200).json();
    }

    private List<String> walk(String path) {
        List<String> ids = new ArrayList<>();
        String from = "";
        do {
            JsonNode page = page(path + from);
            page.path("logs").forEach(entry -> ids.add(entry.path("log_id").stringValue()));
            from = page.has("next") ? "&from=" + page.path("next").stringValue() : "";
        } while (!from.isEmpty());
        return ids;
    }
}
