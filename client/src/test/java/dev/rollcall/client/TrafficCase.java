package dev.rollcall.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.util.Objects.requireNonNull;

/**
 * One recorded request, or one recorded answer, of {@code client-traffic.jsonl}.
 *
 * @param kind {@code response} for an answer, {@code token} for the token endpoint, else what the request is for
 * @param path as printed in its source, relative to the SCIM base
 * @param fidelity {@code verbatim}, {@code abridged} or {@code constructed}
 */
public record TrafficCase(String id, String kind, String method, String path, Optional<JsonNode> body,
        JsonNode expected, String fidelity) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    public static List<TrafficCase> all() {
        return text("client-traffic.jsonl").lines()
                .filter(line -> !line.isBlank())
                .map(MAPPER::readTree)
                .map(TrafficCase::of)
                .toList();
    }

    public static TrafficCase named(String id) {
        return all().stream().filter(c -> c.id.equals(id)).findFirst().orElseThrow();
    }

    /** A resource of this package as text. */
    public static String text(String resource) {
        try (InputStream in = requireNonNull(TrafficCase.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    private static TrafficCase of(JsonNode line) {
        return new TrafficCase(
                line.path("id").stringValue(),
                line.path("kind").stringValue(),
                line.path("method").stringValue(),
                line.path("path").stringValue(),
                Optional.of(line.path("body")).filter(body -> !body.isNull()),
                line.path("expected"),
                line.path("fidelity").stringValue());
    }

    public boolean isResponse() {
        return kind.equals("response");
    }
}
