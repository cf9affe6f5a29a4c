package dev.rollcall.client;

import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads a test's own JSON, with single quotes and bare names. */
public final class Handwritten {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES)
            .build();

    private Handwritten() {}

    public static JsonNode json(String text) {
        return MAPPER.readTree(text);
    }

    public static ObjectNode object(String text) {
        return (ObjectNode) MAPPER.readTree(text);
    }
}
