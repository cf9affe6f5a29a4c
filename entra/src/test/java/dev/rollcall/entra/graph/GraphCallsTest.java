package dev.rollcall.entra.graph;

import dev.rollcall.client.target.ObjectType;
import dev.rollcall.entra.definition.JobTemplate;
import dev.rollcall.entra.expression.FunctionSignature;
import dev.rollcall.entra.source.FolderDirectory;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static dev.rollcall.entra.graph.GraphBench.JOBS;
import static dev.rollcall.entra.graph.GraphBench.await;
import static dev.rollcall.entra.graph.GraphBench.encoded;
import static dev.rollcall.entra.graph.GraphBench.json;
import static org.assertj.core.api.Assertions.assertThat;

/** Graph's calls about functions, several objects on demand, the log's filter, and the agreement to deletions. */
class GraphCallsTest {
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
    void functionsAreListedWithTheirParameters() throws Exception {
        JsonNode functions = json(bench.call("GET", bench.path() + "/schema/functions", "")).path("value");

        assertThat(functions).hasSize(FunctionSignature.all().size()).hasSizeGreaterThan(30);
        JsonNode join = function(functions, "Join");
        assertThat(join.path("parameters").path(0).path("allowMultipleOccurrences").asBoolean(true)).isFalse();
        JsonNode last = join.path("parameters").valueStream().toList().getLast();
        assertThat(last.path("allowMultipleOccurrences").asBoolean(false)).isTrue();
        assertThat(last.path("type").asString()).isEqualTo("String");
        assertThat(function(functions, "FormatDateTime").path("parameters")
                .valueStream()
                .map(parameter -> parameter.path("required").asBoolean()))
                .contains(true, false);
        assertThat(function(functions, "Now").path("parameters")).isEmpty();
    }

    private static JsonNode function(JsonNode functions, String name) {
        return functions.valueStream()
                .filter(node -> node.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void severalObjectsAreProvisionedByOneRequestAndOneThatIsNotThereDoesNotStopTheOthers() throws Exception {
        Iterator<String> users = new FolderDirectory(folder).read().users().keySet().iterator();
        HttpResponse<String> answer = onDemand(users.next(), "no-such-user", users.next());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode key = text(answer, "key");
        assertThat(key.path("result").asString()).isEqualTo("Failure");
        assertThat(key.at("/details/errorMessage").asString()).contains("no-such-user");
        JsonNode value = text(answer, "value");
        assertThat(value).hasSize(3);
        assertThat(value.path(0).path("action").asString()).isEqualTo("Create");
        assertThat(value.path(0).at("/statusInfo/status").asString()).isEqualTo("Success");
        assertThat(value.path(0).path("provisioningSteps").path(0).path("type").asString()).isEqualTo("Import");
        assertThat(bench.target.count(ObjectType.USER)).isEqualTo(2);
    }

    @Test
    void oneObjectThatIsNotThereIsNotFoundAndTooManyAreRefused() throws Exception {
        assertThat(onDemand("no-such-user").statusCode()).isEqualTo(404);
        String[] many = new String[OnDemandCall.MOST_SUBJECTS + 1];
        Arrays.fill(many, "x");
        HttpResponse<String> refused = onDemand(many);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).at("/error/message").asString()).contains("1 to 10 subjects; there are 11");
    }

    @Test
    void theFilterIsExactKeepsAllItsTermsAndCountsPagesOfWhatItWants() throws Exception {
        bench.call("POST", bench.path() + "/start", "");
        await(() -> bench.job.status().lastCycles().size() == 1);
        bench.call("POST", bench.path() + "/pause", "");
        String name = bench.job.log(record -> true, 0, 1).getFirst().sourceIdentity().displayName();
        String id = bench.job.log(record -> true, 0, 1).getFirst().sourceIdentity().id();

        assertThat(found("sourceIdentity/displayName eq '" + name + "'")).isNotEmpty();
        assertThat(found("sourceIdentity/displayName eq '" + name.substring(1) + "'")).isEmpty();
        assertThat(found("sourceIdentity/id eq '" + id + "' and targetIdentity/id eq 'nobody'")).isEmpty();
        assertThat(found("sourceIdentity/displayName eq 'Research and development eq team'")).isEmpty();
        assertThat(found("jobId eq 'another job'")).isEmpty();

        bench.job.moveTo(JobTemplate.CUSTOMAPPSSO);
        bench.call("POST", bench.path() + "/start", "");
        await(() -> bench.job.status().lastCycles().size() == 1);
        bench.call("POST", bench.path() + "/pause", "");
        String older = found("provisioningAction eq 'create'").getFirst().path("jobId").asString();
        assertThat(older).startsWith("scim.");
        assertThat(json(bench.log("$top=3&$filter=" + encoded("jobId eq '" + older + "'"))).path("value")).hasSize(3);
    }

    private List<JsonNode> found(String filter) throws Exception {
        HttpResponse<String> answer = bench.log("$filter=" + encoded(filter));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).path("value").valueStream().toList();
    }

    @Test
    void aSchemaWithoutTheRowForActiveIsTakenOnceThatIsAgreedTo() throws Exception {
        ObjectNode schema = bench.job.schema();
        ArrayNode rows = (ArrayNode) schema.at("/synchronizationRules/0/objectMappings/0/attributeMappings");
        rows.removeIf(row -> row.path("targetAttributeName").asString().equals("active"));
        String put = bench.path() + "/schema";

        HttpResponse<String> refused = bench.call("PUT", put, schema.toString());
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).at("/error/code").asString()).isEqualTo("deletionNotConfirmed");
        assertThat(json(refused).at("/error/message").asString()).contains("deleted")
                .endsWith("send this request with ?confirmDeletion=true.");
        assertThat(bench.job.job().deletesInsteadOfDisabling()).isFalse();

        assertThat(bench.call("PUT", put + "?confirmDeletion=true", schema.toString()).statusCode()).isEqualTo(204);
        assertThat(bench.job.job().deletesInsteadOfDisabling()).isTrue();
        assertThat(bench.call("PUT", put, schema.toString()).statusCode()).as("asked for once").isEqualTo(204);
        assertThat(bench.call("POST", bench.path() + "/start", "").statusCode()).isEqualTo(204);
    }

    @Test
    void aNewJobIsAskedAgainByWhateverProvisions() throws Exception {
        ObjectNode schema = bench.job.schema();
        ArrayNode rows = (ArrayNode) schema.at("/synchronizationRules/0/objectMappings/0/attributeMappings");
        rows.removeIf(row -> row.path("targetAttributeName").asString().equals("active"));
        bench.call("PUT", bench.path() + "/schema?confirmDeletion=true", schema.toString());
        bench.job.confirmDeletion();
        Files.delete(folder.resolve("state.json"));
        bench.job.keepId();
        String user = new FolderDirectory(folder).read().users().firstEntry().getKey();

        for (String[] call : new String[][]{{"start", ""}, {"restart", "{\"criteria\":{\"resetScope\":\"Full\"}}"},
            {"provisionOnDemand", subjects(user)}}) {
            HttpResponse<String> refused = bench.call("POST", bench.path() + "/" + call[0], call[1]);
            assertThat(json(refused).at("/error/code").asString()).as(call[0]).isEqualTo("deletionNotConfirmed");
        }
        assertThat(bench.target.takeRequests()).isEmpty();
        assertThat(bench.call("POST", bench.path() + "/provisionOnDemand?confirmDeletion=true", subjects(user))
                .statusCode())
                .isEqualTo(200);
        assertThat(bench.call("POST", JOBS + "/" + bench.id() + "/start", "").statusCode()).isEqualTo(204);
    }

    private HttpResponse<String> onDemand(String... ids) throws Exception {
        return bench.call("POST", bench.path() + "/provisionOnDemand", subjects(ids));
    }

    private static String subjects(String... ids) {
        ObjectNode body = JsonMapper.shared().createObjectNode();
        ArrayNode subjects = body.putArray("parameters").addObject().put("ruleId", "r").putArray("subjects");
        for (String id : ids) {
            subjects.addObject().put("objectId", id).put("objectTypeName", "User");
        }
        return body.toString();
    }

    private static JsonNode text(HttpResponse<String> answer, String member) {
        return JsonMapper.shared().readTree(json(answer).path(member).asString());
    }
}
