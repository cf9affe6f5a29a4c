package dev.rollcall.entra.graph;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A request to Graph.
 *
 * @param path the parts of its path after {@code /v1.0} or {@code /beta}, decoded
 * @param query its parameters, decoded
 * @param body what it sends, if anything
 */
record GraphRequest(String method, List<String> path, Map<String, String> query, Optional<JsonNode> body) {
    GraphRequest {
        path = List.copyOf(path);
        query = Map.copyOf(query);
    }

    JsonNode json() {
        return body.orElseThrow(() -> GraphRefusal.badRequest("The request needs a JSON body."));
    }
}
