package dev.rollcall.entra.graph;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A status with the JSON that is answered, if any. */
record GraphAnswer(int status, Optional<JsonNode> body) {
    static final GraphAnswer DONE = new GraphAnswer(204, Optional.empty());

    static GraphAnswer ok(JsonNode body) {
        return new GraphAnswer(200, Optional.of(body));
    }

    static GraphAnswer created(JsonNode body) {
        return new GraphAnswer(201, Optional.of(body));
    }
}
