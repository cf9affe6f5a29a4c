package dev.rollcall.client.reader;

import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Says in words what a JSON value is. */
final class Shown {
    private static final int MAX_TEXT = 80;

    private Shown() {}

    static String of(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> "the text \"" + shortened(node.stringValue()) + "\"";
            case NUMBER -> "the number " + shortened(node.toString());
            case BOOLEAN -> "the boolean " + node;
            case NULL -> "null";
            case ARRAY -> node.isEmpty() ? "an empty array" : "an array of " + node.size();
            case OBJECT -> node.isEmpty() ? "an empty object" : "an object with " + names(node);
            case MISSING -> "nothing";
            case BINARY, POJO -> "something that is no JSON";
        };
    }

    /** The first characters, on one line. */
    static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= MAX_TEXT ? line : line.substring(0, MAX_TEXT) + "…";
    }

    private static String names(JsonNode object) {
        return shortened(object.propertyStream().map(member -> member.getKey()).collect(Collectors.joining(", ")));
    }
}
