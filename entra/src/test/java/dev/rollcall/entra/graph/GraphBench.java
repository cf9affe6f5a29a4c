package dev.rollcall.entra.graph;

import dev.rollcall.client.target.ProvisioningTarget;
import dev.rollcall.entra.bench.MovableClock;
import dev.rollcall.entra.bench.ScriptedTarget;
import dev.rollcall.entra.connection.TargetConnections;
import dev.rollcall.entra.job.JobEnvironment;
import dev.rollcall.entra.job.JobFolder;
import dev.rollcall.entra.work.JobRules;
import java.io.IOException;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** A new job whose Graph calls are served, and a client of them. */
final class GraphBench implements AutoCloseable {
    static final String TOKEN = "token-of-the-test";
    static final String SYNCHRONIZATION = "/v1.0/servicePrincipals/4d1f/synchronization";
    static final String JOBS = SYNCHRONIZATION + "/jobs";

    final ScriptedTarget target = new ScriptedTarget();
    final List<String> told = new CopyOnWriteArrayList<>();
    final HttpClient http = HttpClient.newHttpClient();
    final JobFolder job;
    final GraphServer graph;

    private record Connected(ProvisioningTarget target) implements TargetConnections.Connection {
        @Override
        public void close() {}
    }

    GraphBench(Path folder) throws IOException {
        JobEnvironment environment = new JobEnvironment(
                new MovableClock(),
                new Random(3),
                name -> Optional.of("secret"),
                (definition, token, onDemand) -> new Connected(target),
                JobEnvironment.system().sources(),
                JobRules.DOCUMENTED);
        job = JobFolder.init(folder, "http://127.0.0.1:1/scim?key=hidden&aadOptscim062020", environment);
        graph = GraphServer.open(job, 0, TOKEN, told::add);
    }

    @Override
    public void close() {
        graph.close();
        http.close();
    }

    String id() {
        return job.status().jobId();
    }

    /** The path of the job. */
    String path() {
        return JOBS + "/" + id();
    }

    HttpResponse<String> log(String query) throws Exception {
        return call("GET", "/v1.0/auditLogs/provisioning?" + query.replace("$", "%24"), "");
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    HttpResponse<String> call(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + graph.port() + path.replace("$", "%24")))
                .header("Authorization", "Bearer " + TOKEN)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    interface Condition {
        boolean holds();
    }

    static void await(Condition condition) throws InterruptedException {
        long end = System.nanoTime() + 60_000_000_000L;
        while (!condition.holds() && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertThat(condition.holds()).isTrue();
    }
}
