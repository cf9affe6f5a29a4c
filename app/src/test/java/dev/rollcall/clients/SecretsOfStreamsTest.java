package dev.rollcall.clients;

import dev.rollcall.app.CommandRun;
import dev.rollcall.app.service.RollcallService;
import dev.rollcall.app.setting.SettingSources;
import dev.rollcall.app.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tokens, passwords, headers' values, clients' secrets and signing secrets of event streams are sent to their targets, even to one that
 * repeats what it is shown in its answers; afterwards all that the service wrote, answered and printed is searched for them.
 */
class SecretsOfStreamsTest {
    private static final String ADMINISTRATOR = "an-administrators-token-of-40-characters";
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final StringBuilder answers = new StringBuilder();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private String url = "";

    @TempDir
    private Path folder;

    @Test
    void areFoundNowhere() throws Exception {
        List<String> streams = new ArrayList<>();
        try (WebhookReceiver receiver = new WebhookReceiver(); RollcallService service = serve()) {
            url = service.url().toString();
            receiver.answer(400);
            String hook = "{'type':'webhook','configuration':{'webhook_endpoint':'" + receiver.address()
                    + "','webhook_authorization':";
            streams.add(stream(hook + "{'method':'bearer','token':'" + plant("bearer") + "'}}}"));
            streams.add(stream(hook + "{'method':'basic','username':'u','password':'" + plant("basic") + "'}}}"));
            streams.add(stream(hook + "{'method':'custom_header','header_key':'x-key','header_value':'"
                    + plant("header") + "'}}}"));
            String base = receiver.address().replace("/hook", "");
            streams.add(stream("{'type':'scim','configuration':{'base_url':'" + base + "','authorization':"
                    + "{'method':'client_credentials','token_url':'" + base
                    + "/token','client_id':'c','client_secret':'"
                    + plant("client") + "'}}}"));
            for (String stream : streams) {
                call("POST", "/event-streams/" + stream + "/test", "{'mode':'connection'}");
                call("POST", "/event-streams/" + stream + "/test", "{'event_type':'user.created'}");
            }
            await(streams.getFirst());
            assertThat(receiver.authorization()).as("the secrets were sent").isNotBlank();
            for (String stream : streams) {
                String one = "/event-streams/" + stream;
                JsonNode listed = call("GET", one + "/deliveries", "").path("deliveries");
                listed.forEach(delivery -> call("GET", one + "/deliveries/" + delivery.path("id").stringValue(), ""));
                call("GET", one, "");
                call("GET", one + "/status", "");
                call("GET", one + "/causes", "");
                call("POST", one + "/preview", "{'event':{'type':'user.created','data':{'object':{'user_id':'x|y|1',"
                        + "'email':'a@b.example'}}}}");
            }
            call("PATCH", "/event-streams/" + streams.getFirst(), "{'destination':" + hook
                    + "{'method':'bearer','token':'" + plant("second") + "\\u0007'}}}}");
            call("GET", "/event-streams", "");
            call("GET", "/logs?per_page=100&include_totals=true", "");
            nowhere("files while it runs", files());
        }
        nowhere("answers", answers.toString());
        nowhere("what was printed", printed.toString(StandardCharsets.UTF_8));
        for (String stream : streams) {
            nowhere("commands", run("stream", "show", stream, "--json") + run("stream", "show", stream)
                    + run("stream", "deliveries", stream, "--json"));
        }
        nowhere("files", files());
        assertThat(answers.toString()).as("the search finds what is there")
                .contains("It is a test event", "webhook_endpoint");
    }

    private String plant(String name) {
        String secret = "PLANTED" + name + "0123456789abcdefghij";
        secrets.put(name, secret);
        return secret;
    }

    private String stream(String destination) throws IOException {
        String body = "{'name':'s" + secrets.size() + "','subscriptions':[{'event_type':'user.created'}],'destination':"
                + destination + "}";
        JsonNode made = MAPPER.readTree(send("POST", "/event-streams", body));
        // This once it is shown.
        JsonNode signing = made.path("destination").path("configuration").path("signing_secret");
        if (signing.isString()) {
            secrets.put("signing" + secrets.size(), signing.stringValue());
        }
        return made.path("id").stringValue();
    }

    private void await(String stream) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (call("GET", "/event-streams/" + stream + "/deliveries?statuses=failed", "").path("deliveries").isEmpty()
                && Instant.now().isBefore(end)) {
            Thread.sleep(50);
        }
        assertThat(call("GET", "/event-streams/" + stream + "/deliveries?statuses=failed", "").path("deliveries"))
                .isNotEmpty();
    }

    private JsonNode call(String method, String path, String body) {
        String text = send(method, path, body);
        answers.append(text).append('\n');
        return text.isEmpty() ? MAPPER.createObjectNode() : MAPPER.readTree(text);
    }

    private String send(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/api/v2" + path))
                .header("Authorization", "Bearer " + ADMINISTRATOR)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody()
                        : BodyPublishers.ofString(body.replace('\'', '"')));
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void nowhere(String where, String text) {
        secrets.forEach((name, secret) -> assertThat(text.contains(secret)).as("%s in %s", name, where).isFalse());
    }

    private String files() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    private String run(String... words) {
        CommandRun run = CommandRun.of(folder, words);
        assertThat(run.code()).as(run.err()).isZero();
        return run.out() + run.err();
    }

    private RollcallService serve() {
        Map<String, String> all = Map.of("ROLLCALL_PORT", "0", "ROLLCALL_ADMIN_TOKEN", ADMINISTRATOR,
                "ROLLCALL_OUTBOUND_ALLOWED_NETWORKS", "127.0.0.1");
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(out, out, all, folder, Clock.systemUTC());
        return RollcallService.start(new SettingSources(Map.of(), Optional.empty(), all, folder).read(), terminal);
    }
}
