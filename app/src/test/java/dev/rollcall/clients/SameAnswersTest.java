package dev.rollcall.clients;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The same requests have the same answers whatever the store is. */
@ExtendWith(LiveServers.class)
class SameAnswersTest {
    private static final Pattern REFERENCE = Pattern.compile("\\{\\{|%7B%7B");
    private static final Pattern NAMED = Pattern.compile("(?:\\{\\{|%7B%7B)(user|group)(\\d+)(?:}}|%7D%7D)");

    @Test
    void toTheRecordedTraffic(LiveServers servers) {
        assertThat(traffic(servers.on(StoreKind.POSTGRESQL)))
                .containsExactlyElementsOf(traffic(servers.on(StoreKind.SQLITE)));
    }

    @ParameterizedTest
    @Tag("long")
    @ValueSource(longs = {1, 2, 3})
    void toGeneratedRequests(long seed, LiveServers servers) {
        List<GeneratedRequest> requests = new RequestGenerator(new Random(seed)).sequence(300);
        List<String> sqlite = replay(requests, servers.on(StoreKind.SQLITE).connect());
        List<String> postgresql = replay(requests, servers.on(StoreKind.POSTGRESQL).connect());
        assertThat(postgresql).containsExactlyElementsOf(sqlite);
        assertThat(sqlite).noneMatch(line -> line.contains(" -> 5"));
        assertThat(sqlite.stream().filter(line -> line.contains(" -> 20"))).hasSizeGreaterThan(requests.size() / 3);
    }

    private static List<String> traffic(LiveServer server) {
        List<String> lines = new ArrayList<>();
        Scripts scripts = Scripts.all();
        for (TrafficCase traffic : TrafficCases.requests()) {
            ScimClient client = server.connect();
            Stage stage = new Stage(traffic, client);
            scripts.find(traffic.id()).orElseThrow().given().accept(stage);
            Transcript transcript = new Transcript(client.base());
            transcript.add(traffic.id(), stage.play());
            transcript.add("then all users", client.get("/Users"));
            transcript.add("then all groups", client.get("/Groups"));
            lines.addAll(transcript.lines());
        }
        return lines;
    }

    private static List<String> replay(List<GeneratedRequest> requests, ScimClient client) {
        Transcript transcript = new Transcript(client.base());
        Map<String, List<String>> made = Map.of("user", new ArrayList<>(), "group", new ArrayList<>());
        for (GeneratedRequest request : requests) {
            Answer answer = client.send(request.method(), resolve(request.path(), made),
                    request.body().map(body -> resolve(body, made).getBytes(StandardCharsets.UTF_8)), Map.of());
            transcript.add(request.toString(), answer);
            if (request.method().equals("POST")) {
                made.get(request.path().equals("/Users") ? "user" : "group")
                        .add(answer.status() == 201 ? answer.id() : "none");
            }
        }
        return transcript.lines();
    }

    private static String resolve(String text, Map<String, List<String>> made) {
        if (!REFERENCE.matcher(text).find()) {
            return text;
        }
        Matcher matcher = NAMED.matcher(text);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            List<String> ids = made.get(matcher.group(1));
            int index = Integer.parseInt(matcher.group(2));
            matcher.appendReplacement(result, index < ids.size() ? ids.get(index) : "none");
        }
        return matcher.appendTail(result).toString();
    }
}
