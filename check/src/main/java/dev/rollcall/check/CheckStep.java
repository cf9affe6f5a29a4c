package dev.rollcall.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A request with what its answer must be. Texts and values are templates of {@link Variables}.
 *
 * @param filter added to the target as a query
 * @param body what is sent as JSON
 * @param raw what is sent as it is, instead of a body
 * @param changes paths and values that are set in the body before it is sent
 * @param save names and the paths of what is saved from the answer
 * @param preparation whether a failure says nothing about what is checked
 */
record CheckStep(
        String method,
        String target,
        Optional<String> filter,
        Caller caller,
        Map<String, String> headers,
        Optional<JsonNode> body,
        Optional<String> raw,
        Map<String, JsonNode> changes,
        List<Expectation> expectations,
        Map<String, String> save,
        boolean preparation) {
    /** Who sends a request. */
    enum Caller {
        /** The client, with its token. */
        CLIENT,
        /** Somebody with a token that the endpoint never gave. */
        STRANGER,
        /** Somebody without a token. */
        NOBODY
    }
}
