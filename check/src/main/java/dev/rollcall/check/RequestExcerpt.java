package dev.rollcall.check;

import dev.rollcall.client.http.ScimRequest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A request in one line: the method, the target, and what its body says. */
final class RequestExcerpt {
    private static final int LONGEST_TARGET = 120;
    private static final int LONGEST_BODY = 160;

    private RequestExcerpt() {}

    /** {@code POST /Users {"userName":""}}; long targets and bodies are cut. */
    static String of(ScimRequest request) {
        String body = request.body()
                .map(RequestExcerpt::special)
                .filter(text -> !text.isEmpty())
                .map(t -> " " + t)
                .orElse("");
        return request.method() + " " + cut(request.target(), LONGEST_TARGET) + cut(body, LONGEST_BODY);
    }

    /** What tells a body from others: the operations of a PATCH; a resource without its schemas, short values first. */
    private static String special(String text) {
        JsonNode body = Json.parse(text);
        if (body.path("Operations").isArray()) {
            return body.path("Operations").valueStream().map(JsonNode::toString).collect(Collectors.joining(","));
        }
        if (!(body instanceof ObjectNode resource)) {
            return text;
        }
        ObjectNode shown = Json.object();
        Stream.of(true, false)
                .forEach(brief -> resource.properties()
                        .stream()
                        .filter(entry -> !entry.getKey().equals("schemas"))
                        .filter(entry -> isBrief(entry.getValue()) == brief)
                        .forEach(entry -> shown.set(entry.getKey(), entry.getValue())));
        return shown.isEmpty() ? text : shown.toString();
    }

    /** Nothing, and what is hardly anything: the values that checks of the odd are about. */
    private static boolean isBrief(JsonNode value) {
        return value.isNull()
                || value.isContainer() && value.isEmpty()
                || value.isString() && value.stringValue().isBlank();
    }

    private static String cut(String text, int longest) {
        return text.length() > longest ? text.substring(0, longest) + "…" : text;
    }
}
