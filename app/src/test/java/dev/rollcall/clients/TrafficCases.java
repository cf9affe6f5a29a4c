package dev.rollcall.clients;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;

import static java.util.Objects.requireNonNull;

/** The recorded traffic of Entra ID, Okta, SailPoint, JumpCloud and others. */
final class TrafficCases {
    private TrafficCases() {}

    static List<TrafficCase> all() {
        return lines("client-traffic.jsonl").stream().map(TrafficCase::of).toList();
    }

    static List<TrafficCase> requests() {
        return all().stream().filter(TrafficCase::isRequest).toList();
    }

    /** A resource of this package with one JSON value a line. */
    static List<JsonNode> lines(String resource) {
        return text(resource).lines().filter(line -> !line.isBlank()).map(Json::of).toList();
    }

    /** A resource of this package as text. */
    static String text(String resource) {
        try (InputStream in = requireNonNull(TrafficCases.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
