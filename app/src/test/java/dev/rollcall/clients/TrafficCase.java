package dev.rollcall.clients;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One recorded request, or one recorded answer.
 *
 * @param kind {@code response} for an answer, {@code token} for the token endpoint, else what the request is for
 * @param path as printed in its source
 * @param body empty when there is none
 */
record TrafficCase(String id, String kind, String method, String path, Optional<JsonNode> body, JsonNode expected) {
    static TrafficCase of(JsonNode line) {
        return new TrafficCase(
                line.path("id").stringValue(),
                line.path("kind").stringValue(),
                line.path("method").stringValue(),
                line.path("path").stringValue(),
                Optional.of(line.path("body")).filter(body -> !body.isNull()),
                line.path("expected"));
    }

    boolean isResponse() {
        return kind.equals("response");
    }

    /** Whether it is a request to a SCIM endpoint. */
    boolean isRequest() {
        return !isResponse() && !kind.equals("token");
    }

    /** The path relative to the SCIM base, without the prefixes that some clients print. */
    String relativePath() {
        return path.replaceFirst("^/scim(/v2)?/", "/");
    }

    /** The id of the resource in the path, when the path has one. */
    Optional<String> pathId() {
        String[] parts = relativePath().replaceFirst("\\?.*", "").split("/", -1);
        return parts.length > 2 ? Optional.of(parts[2]) : Optional.empty();
    }

    /** {@code Users} or {@code Groups}. */
    String endpoint() {
        return relativePath().split("[/?]", -1)[1];
    }

    /** The statuses that are right. */
    List<Integer> statuses() {
        JsonNode status = expected.path("status");
        List<Integer> statuses = new ArrayList<>();
        if (status.isArray()) {
            status.forEach(s -> statuses.add(s.asInt()));
        } else {
            statuses.add(status.asInt());
        }
        if (method.equals("PATCH") && endpoint().equals("Groups") && statuses.contains(204)) {
            // Recorded of a service that never answers a group; these are small.
            statuses.add(200);
        }
        return statuses;
    }

    /** A path as it goes over the wire: what is printed with blanks or quotes is encoded as Entra does. */
    static String encoded(String printed) {
        int query = printed.indexOf('?');
        if (query < 0 || !printed.contains(" ") && !printed.contains("\"")) {
            return printed;
        }
        List<String> parameters = new ArrayList<>();
        for (String parameter : printed.substring(query + 1).split("&", -1)) {
            int equals = parameter.indexOf('=');
            parameters.add(equals < 0 ? parameter
                    : parameter.substring(0, equals + 1)
                            + URLEncoder.encode(parameter.substring(equals + 1), StandardCharsets.UTF_8)
                                    .replace("*", "%2A"));
        }
        return printed.substring(0, query + 1) + String.join("&", parameters);
    }
}
