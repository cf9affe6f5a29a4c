package dev.rollcall.entra.graph;

import dev.rollcall.client.reader.ErrorCode;
import dev.rollcall.client.target.ObjectType;
import dev.rollcall.client.target.ProvisioningTarget;
import dev.rollcall.entra.bench.MovableClock;
import dev.rollcall.entra.bench.ScriptedTarget;
import dev.rollcall.entra.connection.TargetConnections;
import dev.rollcall.entra.job.JobEnvironment;
import dev.rollcall.entra.job.JobFolder;
import dev.rollcall.entra.source.FolderDirectory;
import dev.rollcall.entra.work.JobRules;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls of Microsoft Graph drive the job of a folder. */
class GraphServerTest {
    private static final String TOKEN = "token-of-the-test";
    private static final String JOBS = "/v1.0/servicePrincipals/4d1f/synchronization/jobs";

    @TempDir
    Path folder;

    private final ScriptedTarget target = new ScriptedTarget();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private JobFolder job;
    private GraphServer graph;

    private record Connected(ProvisioningTarget target) implements TargetConnections.Connection {
        @Override
        public void close() {}
    }

    @BeforeEach
    void open() throws IOException {
        JobEnvironment environment = new JobEnvironment(
                new MovableClock(),
                new Random(3),
                name -> Optional.of("secret"),
                (definition, token, onDemand) -> new Connected(target),
                JobEnvironment.system().sources(),
                JobRules.DOCUMENTED);
        job = JobFolder.init(folder, "http://127.0.0.1:1/scim", environment);
        graph = GraphServer.open(job, 0, TOKEN, told::add);
    }

    @AfterEach
    void close() {
        graph.close();
        http.close();
    }

    @Test
    void anUpgradeGoesAsTheDocumentSaysAndTheSchemaComesBackAsItCame() throws Exception {
        JsonNode first = json(call("GET", JOBS, "")).at("/value/0");
        assertThat(first.path("status").path("code").asString()).isEqualTo("NotRun");
        String old = JOBS + "/" + first.path("id").asString();
        ObjectNode schema = (ObjectNode) json(call("GET", old + "/schema", ""));
        schema.put("version", "Date:2026").putArray("directories").addObject().put("name", "scim");

        assertThat(call("DELETE", old, "").statusCode()).isEqualTo(204);
        assertThat(json(call("GET", JOBS, "")).path("value")).isEmpty();
        assertThat(call("GET", old, "").statusCode()).isEqualTo(404);
        HttpResponse<String> created = call("POST", JOBS, "{\"templateId\":\"customappsso\"}");
        assertThat(created.statusCode()).isEqualTo(201);
        String id = json(created).path("id").asString();
        assertThat(id).startsWith("customappsso.");
        assertThat(call("POST", JOBS, "{\"templateId\":\"scim\"}").statusCode()).isEqualTo(400);

        assertThat(call("PUT", JOBS + "/" + id + "/schema", schema.toString()).statusCode()).isEqualTo(204);
        assertThat(call("GET", JOBS + "/" + id + "/schema", "").body()).isEqualTo(schema.toString());
    }

    @Test
    void startRunsCyclesUntilPauseAndTheLogHasThem() throws Exception {
        String path = JOBS + "/" + id();
        assertThat(call("POST", path + "/validateCredentials", "{\"useSavedCredentials\":true}").statusCode())
                .isEqualTo(204);

        assertThat(call("POST", path + "/start", "").statusCode()).isEqualTo(204);
        await(() -> job.status().lastCycles().size() == 1);
        assertThat(json(call("GET", path, "")).at("/status/code").asString()).isEqualTo("Active");
        assertThat(call("POST", path + "/pause", "").statusCode()).isEqualTo(204);

        JsonNode paused = json(call("GET", path.replace("v1.0", "beta"), ""));
        assertThat(paused.at("/status/code").asString()).isEqualTo("Paused");
        assertThat(paused.at("/schedule/state").asString()).isEqualTo("Disabled");
        assertThat(paused.at("/status/lastExecution/state").asString()).isEqualTo("Succeeded");
        assertThat(target.count(ObjectType.USER)).isEqualTo(25);

        JsonNode page = json(log("$filter=" + encoded("provisioningAction eq 'create' and jobId eq '" + id() + "'")
                + "&$top=20"));
        assertThat(page.path("value")).hasSize(20);
        String next = page.path("@odata.nextLink").asString();
        assertThat(next).startsWith(graph.address() + "/auditLogs/provisioning?");
        assertThat(json(call("GET", next.substring(next.indexOf("/v1.0")), "")).path("value")).hasSize(9);

        assertThat(call("POST", path + "/restart",
                "{\"criteria\":{\"resetScope\":\"Watermark, Escrows, QuarantineState\"}}")
                .statusCode()).isEqualTo(204);
        await(() -> job.status().lastCycles().size() == 2);
        assertThat(job.status().lastCycles().getFirst().counts().unchanged()).isEqualTo(29);
        assertThat(told).allMatch(line -> line.contains("stopped"));
    }

    @Test
    void oneUserIsProvisionedOnDemand() throws Exception {
        String ada = new FolderDirectory(folder).read().users().firstEntry().getKey();
        HttpResponse<String> answer = call("POST", JOBS + "/" + id() + "/provisionOnDemand",
                """
                    {"parameters":[{"ruleId":"r","subjects":[{"objectId":"%s","objectTypeName":"User"}]}]}"""
                        .formatted(ada));

        JsonNode key = JsonMapper.shared().readTree(json(answer).path("key").asString());
        assertThat(key.path("result").asString()).isEqualTo("Success");
        JsonNode value = JsonMapper.shared().readTree(json(answer).path("value").asString());
        assertThat(value.at("/sourceIdentity/id").asString()).isEqualTo(ada);
        assertThat(value.path("modifiedProperties")).isNotEmpty();
        assertThat(target.count(ObjectType.USER)).isEqualTo(1);
    }

    @Test
    void aFailureIsReadInGraphsWords() throws Exception {
        target.failOn("create User", ErrorCode.BAD_REQUEST);
        call("POST", JOBS + "/" + id() + "/start", "");
        await(() -> job.status().lastCycles().size() == 1);

        JsonNode failed = json(log("$filter=" + encoded("provisioningStatusInfo/status eq 'failure'") + "&$top=1"));
        assertThat(failed.at("/value/0/provisioningStatusInfo/errorInformation/errorCategory").asString())
                .matches("failure|nonServiceFailure");
        target.failOn("probe", ErrorCode.CREDENTIAL_VALIDATION_FAILURE);
        HttpResponse<String> refused = call("POST", JOBS + "/" + id() + "/validateCredentials",
                """
                    {"credentials":[{"key":"BaseAddress","value":"http://127.0.0.1:2/scim"},{"key":"SecretToken","value":"x"}]}""");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).at("/error/code").asString())
                .isEqualTo("SystemForCrossDomainIdentityManagementCredentialValidationFailure");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~',
            value = {"POST~/nothing~~404", "GET~/x/schema~~404", "POST~~{\"templateId\":\"zoom\"}~400",
                "POST~~nonsense~400", "POST~~~400", "POST~/ID/restart~{\"criteria\":{\"resetScope\":\"Watermrk\"}}~400",
                "POST~/ID/restart~{\"criteria\":{\"resetScope\":\"Escrows\"}}~400",
                "POST~/ID/validateCredentials~{}~400",
                "PUT~/ID/schema~{}~400", "POST~/ID/provisionOnDemand~{}~400", "PATCH~/ID~{}~404"})
    void whatIsNotUnderstoodIsRefusedInGraphsForm(String method, String path, String body, int status)
            throws Exception {
        HttpResponse<String> answer = call(method, JOBS + (path == null ? "" : path.replace("ID", id())),
                body == null ? "" : body);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).at("/error/message").asString()).isNotBlank();
        assertThat(target.takeRequests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"$filter=provisioningAction ne 'create'", "$filter=provisioningActio eq 'create'",
        "$filter=provisioningAction eq 'made'", "$top=0", "$top=many", "$top=1001", "$orderby=id"})
    void aQueryThatIsNotUnderstoodIsRefused(String query) throws Exception {
        String[] pair = query.split("=", 2);
        assertThat(log(pair[0] + "=" + encoded(pair[1])).statusCode()).isEqualTo(400);
    }

    @Test
    void withoutTheTokenOrUnderAnotherHostNothingIsAnswered() throws Exception {
        HttpRequest bare = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + graph.port() + JOBS)).build();
        assertThat(http.send(bare, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
        HttpRequest wrong = HttpRequest.newBuilder(bare.uri()).header("Authorization", "Bearer " + TOKEN + "x").build();
        assertThat(http.send(wrong, BodyHandlers.ofString()).statusCode()).isEqualTo(401);

        assertThat(statusLine("rebound.example:" + graph.port())).contains(" 403 ");
        assertThat(statusLine("127.0.0.1:" + graph.port())).contains(" 200 ");
        assertThat(statusLine("localhost:" + graph.port())).contains(" 200 ");
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() throws Exception {
        HttpResponse<String> answer = call("POST", JOBS, " ".repeat(GraphServer.MAX_BODY + 1));
        assertThat(answer.statusCode()).isEqualTo(413);
    }

    private String statusLine(String host) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", graph.port())) {
            socket.getOutputStream()
                    .write(("GET " + JOBS + " HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: Bearer " + TOKEN
                            + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines()
                    .findFirst()
                    .orElse("");
        }
    }

    private String id() {
        return job.status().jobId();
    }

    private HttpResponse<String> log(String query) throws Exception {
        return call("GET", "/v1.0/auditLogs/provisioning?" + query.replace("$", "%24"), "");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> call(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + graph.port() + path.replace("$", "%24")))
                .header("Authorization", "Bearer " + TOKEN)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) throws InterruptedException {
        long end = System.nanoTime() + 60_000_000_000L;
        while (!condition.holds() && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertThat(condition.holds()).isTrue();
    }
}
