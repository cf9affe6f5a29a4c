package dev.rollcall.entra.graph;

import dev.rollcall.client.reader.ErrorCode;
import dev.rollcall.client.target.ObjectType;
import dev.rollcall.entra.source.FolderDirectory;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static dev.rollcall.entra.graph.GraphBench.JOBS;
import static dev.rollcall.entra.graph.GraphBench.TOKEN;
import static dev.rollcall.entra.graph.GraphBench.await;
import static dev.rollcall.entra.graph.GraphBench.encoded;
import static dev.rollcall.entra.graph.GraphBench.json;
import static org.assertj.core.api.Assertions.assertThat;

/** Calls of Microsoft Graph drive the job of a folder. */
class GraphServerTest {
    @TempDir
    Path folder;

    private GraphBench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new GraphBench(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void anUpgradeGoesAsTheDocumentSaysAndTheSchemaComesBackAsItCame() throws Exception {
        JsonNode first = json(bench.call("GET", JOBS, "")).at("/value/0");
        assertThat(first.path("status").path("code").asString()).isEqualTo("NotRun");
        String old = JOBS + "/" + first.path("id").asString();
        ObjectNode schema = (ObjectNode) json(bench.call("GET", old + "/schema", ""));
        schema.put("version", "Date:2026").putArray("directories").addObject().put("name", "scim");

        assertThat(bench.call("DELETE", old, "").statusCode()).isEqualTo(204);
        assertThat(json(bench.call("GET", JOBS, "")).path("value")).isEmpty();
        assertThat(bench.call("GET", old, "").statusCode()).isEqualTo(404);
        HttpResponse<String> created = bench.call("POST", JOBS, "{\"templateId\":\"customappsso\"}");
        assertThat(created.statusCode()).isEqualTo(201);
        String id = json(created).path("id").asString();
        assertThat(id).startsWith("customappsso.");
        assertThat(bench.call("POST", JOBS, "{\"templateId\":\"scim\"}").statusCode()).isEqualTo(400);

        assertThat(bench.call("PUT", JOBS + "/" + id + "/schema", schema.toString()).statusCode()).isEqualTo(204);
        assertThat(bench.call("GET", JOBS + "/" + id + "/schema", "").body()).isEqualTo(schema.toString());
    }

    @Test
    void startRunsCyclesUntilPauseAndTheLogHasThem() throws Exception {
        String path = JOBS + "/" + bench.id();
        assertThat(bench.call("POST", path + "/validateCredentials", "{\"useSavedCredentials\":true}").statusCode())
                .isEqualTo(204);

        assertThat(bench.call("POST", path + "/start", "").statusCode()).isEqualTo(204);
        await(() -> bench.job.status().lastCycles().size() == 1);
        assertThat(json(bench.call("GET", path, "")).at("/status/code").asString()).isEqualTo("Active");
        assertThat(bench.call("POST", path + "/pause", "").statusCode()).isEqualTo(204);

        JsonNode paused = json(bench.call("GET", path.replace("v1.0", "beta"), ""));
        assertThat(paused.at("/status/code").asString()).isEqualTo("Paused");
        assertThat(paused.at("/schedule/state").asString()).isEqualTo("Disabled");
        assertThat(paused.at("/status/lastExecution/state").asString()).isEqualTo("Succeeded");
        assertThat(bench.target.count(ObjectType.USER)).isEqualTo(25);

        JsonNode page = json(
                bench.log("$filter=" + encoded("provisioningAction eq 'create' and jobId eq '" + bench.id() + "'")
                        + "&$top=20"));
        assertThat(page.path("value")).hasSize(20);
        String next = page.path("@odata.nextLink").asString();
        assertThat(next).startsWith(bench.graph.address() + "/auditLogs/provisioning?");
        assertThat(json(bench.call("GET", next.substring(next.indexOf("/v1.0")), "")).path("value")).hasSize(9);

        assertThat(bench.call("POST", path + "/restart",
                "{\"criteria\":{\"resetScope\":\"Watermark, Escrows, QuarantineState\"}}")
                .statusCode()).isEqualTo(204);
        await(() -> bench.job.status().lastCycles().size() == 2);
        assertThat(bench.job.status().lastCycles().getFirst().counts().unchanged()).isEqualTo(29);
        assertThat(bench.told).allMatch(line -> line.contains("stopped"));
    }

    @Test
    void oneUserIsProvisionedOnDemand() throws Exception {
        String ada = new FolderDirectory(folder).read().users().firstEntry().getKey();
        HttpResponse<String> answer = bench.call("POST", JOBS + "/" + bench.id() + "/provisionOnDemand",
                """
                    {"parameters":[{"ruleId":"r","subjects":[{"objectId":"%s","objectTypeName":"User"}]}]}"""
                        .formatted(ada));

        JsonNode key = JsonMapper.shared().readTree(json(answer).path("key").asString());
        assertThat(key.path("result").asString()).isEqualTo("Success");
        JsonNode value = JsonMapper.shared().readTree(json(answer).path("value").asString());
        assertThat(value.at("/sourceIdentity/id").asString()).isEqualTo(ada);
        assertThat(value.path("modifiedProperties")).isNotEmpty();
        assertThat(bench.target.count(ObjectType.USER)).isEqualTo(1);
    }

    @Test
    void aFailureIsReadInGraphsWords() throws Exception {
        bench.target.failOn("create User", ErrorCode.BAD_REQUEST);
        bench.call("POST", JOBS + "/" + bench.id() + "/start", "");
        await(() -> bench.job.status().lastCycles().size() == 1);

        JsonNode failed = json(
                bench.log("$filter=" + encoded("provisioningStatusInfo/status eq 'failure'") + "&$top=1"));
        assertThat(failed.at("/value/0/provisioningStatusInfo/errorInformation/errorCategory").asString())
                .matches("failure|nonServiceFailure");
        bench.target.failOn("probe", ErrorCode.CREDENTIAL_VALIDATION_FAILURE);
        HttpResponse<String> refused = bench.call("POST", JOBS + "/" + bench.id() + "/validateCredentials",
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
        HttpResponse<String> answer = bench.call(method, JOBS + (path == null ? "" : path.replace("ID", bench.id())),
                body == null ? "" : body);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).at("/error/message").asString()).isNotBlank();
        assertThat(bench.target.takeRequests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"$filter=provisioningAction ne 'create'", "$filter=provisioningActio eq 'create'",
        "$filter=provisioningAction eq 'made'", "$top=0", "$top=many", "$top=1001", "$orderby=id"})
    void aQueryThatIsNotUnderstoodIsRefused(String query) throws Exception {
        String[] pair = query.split("=", 2);
        assertThat(bench.log(pair[0] + "=" + encoded(pair[1])).statusCode()).isEqualTo(400);
    }

    @Test
    void withoutTheTokenOrUnderAnotherHostNothingIsAnswered() throws Exception {
        HttpRequest bare = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + bench.graph.port() + JOBS)).build();
        assertThat(bench.http.send(bare, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
        HttpRequest wrong = HttpRequest.newBuilder(bare.uri()).header("Authorization", "Bearer " + TOKEN + "x").build();
        assertThat(bench.http.send(wrong, BodyHandlers.ofString()).statusCode()).isEqualTo(401);

        assertThat(statusLine("rebound.example:" + bench.graph.port())).contains(" 403 ");
        assertThat(statusLine("127.0.0.1:" + bench.graph.port())).contains(" 200 ");
        assertThat(statusLine("localhost:" + bench.graph.port())).contains(" 200 ");
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() throws Exception {
        HttpResponse<String> answer = bench.call("POST", JOBS, " ".repeat(GraphServer.MAX_BODY + 1));
        assertThat(answer.statusCode()).isEqualTo(413);
    }

    private String statusLine(String host) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", bench.graph.port())) {
            socket.getOutputStream()
                    .write(("GET " + JOBS + " HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: Bearer " + TOKEN
                            + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines()
                    .findFirst()
                    .orElse("");
        }
    }
}
