package dev.rollcall.clients;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** One recorded request on a connection of its own, with the resources that its placeholders stand for. */
final class Stage {
    /** Shorter placeholders are replaced only where they are the whole of a value. */
    private static final int DISTINCT_LENGTH = 8;

    private final TrafficCase traffic;
    private final ScimClient client;
    private final Map<String, String> names = new LinkedHashMap<>();
    private Optional<String> target = Optional.empty();

    Stage(TrafficCase traffic, ScimClient client) {
        this.traffic = traffic;
        this.client = client;
    }

    ScimClient client() {
        return client;
    }

    /** Creates a user and gives its id. */
    String user(String body) {
        return client.create("/Users", body).path("id").stringValue();
    }

    /** Creates a user of whom only the name matters. */
    String userNamed(String userName) {
        return user("{schemas:['" + Urn.USER + "'],userName:'" + userName + "'}");
    }

    /** Creates a group and gives its id. */
    String group(String body) {
        return client.create("/Groups", body).path("id").stringValue();
    }

    /** Says what a placeholder or a sample id in the recording stands for. */
    void name(String printed, String actual) {
        names.put(printed, actual);
    }

    /** Creates the resource that the recording's path names. */
    String target(String body) {
        String id = traffic.endpoint().equals("Groups") ? group(body) : user(body);
        targetIs(id);
        return id;
    }

    /** Says which resource the recording's path names. */
    void targetIs(String id) {
        traffic.pathId().ifPresent(printed -> name(printed, id));
        target = Optional.of(id);
    }

    /** Creates a group with these members as the recording's target. */
    void targetGroup(String... members) {
        StringBuilder list = new StringBuilder();
        for (String member : members) {
            list.append(list.isEmpty() ? "" : ",").append("{value:'").append(member).append("'}");
        }
        target("{schemas:['" + Urn.GROUP + "'],displayName:'A group',members:[" + list + "]}");
    }

    /** The target as the server gives it now. */
    Answer current() {
        Answer answer = client.get("/" + traffic.endpoint() + "/" + target.orElseThrow());
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer;
    }

    /** A value of the target as the server gives it now, null when it is not there. */
    Object now(String pointer) {
        return current().at(pointer);
    }

    /** The ids of the target's members as the server gives them now. */
    List<String> members() {
        return current().json().path("members").valueStream().map(m -> m.path("value").stringValue()).toList();
    }

    /** Sends the recorded request. */
    Answer play() {
        return client.send(traffic.method(), path(), body().map(Json::bytes), Map.of());
    }

    /** The body as it is sent. */
    Optional<JsonNode> body() {
        return traffic.body().map(body -> Json.mapStrings(body, this::named));
    }

    private String path() {
        String path = traffic.relativePath();
        for (Map.Entry<String, String> name : names.entrySet()) {
            path = path.replace(name.getKey(), name.getValue());
        }
        return TrafficCase.encoded(path);
    }

    private String named(String text) {
        String result = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            if (text.equals(name.getKey())) {
                return name.getValue();
            }
            if (name.getKey().length() >= DISTINCT_LENGTH) {
                result = result.replace(name.getKey(), name.getValue());
            }
        }
        return result;
    }
}
