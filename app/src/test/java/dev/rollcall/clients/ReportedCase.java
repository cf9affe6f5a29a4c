package dev.rollcall.clients;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What somebody reported of a SCIM service or client in public, as requests with the answers that are right here.
 *
 * <p>Each step has a method, a path relative to the SCIM base, perhaps headers (an empty one is left out), a body and a name
 * ({@code as}) under which later steps refer to its answer: <code>{{name/pointer}}</code>. What it expects is statuses, values by
 * JSON pointer, and headers; a value may also be a condition such as {@code {"@size":2}} or {@code {"@absent":true}}.
 */
record ReportedCase(String id, List<JsonNode> steps) {
    private static final Pattern REFERENCE = Pattern.compile("\\{\\{(\\w+)(/[^}]*)?\\}\\}");

    static List<ReportedCase> all() {
        return TrafficCases.lines("reported-cases.jsonl")
                .stream()
                .map(line -> new ReportedCase(
                        line.path("id").stringValue(), line.path("steps").valueStream().toList()))
                .toList();
    }

    void play(ScimClient client) {
        Map<String, JsonNode> answers = new HashMap<>();
        for (JsonNode written : steps) {
            JsonNode step = Json.mapStrings(written, text -> filled(text, answers));
            Answer answer = client.send(
                    step.path("method").stringValue(), step.path("path").stringValue(), body(step), headers(step));
            if (step.has("as") && !answer.text().isEmpty()) {
                answers.put(step.path("as").stringValue(), answer.json());
            }
            check(step.path("expect"), answer);
        }
    }

    private static String filled(String text, Map<String, JsonNode> answers) {
        return REFERENCE.matcher(text).replaceAll(found -> {
            JsonNode answer = answers.get(found.group(1));
            assertThat(answer).as(text).isNotNull();
            JsonNode value = Optional.ofNullable(found.group(2)).map(answer::at).orElse(answer);
            return Matcher.quoteReplacement(value.isString() ? value.stringValue() : value.toString());
        });
    }

    private static Optional<byte[]> body(JsonNode step) {
        JsonNode body = step.path("body");
        if (body.isMissingNode()) {
            return Optional.empty();
        }
        return Optional.of(body.isString() ? body.stringValue().getBytes(StandardCharsets.UTF_8) : Json.bytes(body));
    }

    private static Map<String, String> headers(JsonNode step) {
        Map<String, String> headers = new HashMap<>();
        step.path("headers")
                .properties()
                .forEach(header -> headers.put(header.getKey(), header.getValue().stringValue()));
        return headers;
    }

    private static void check(JsonNode expected, Answer answer) {
        if (expected.has("status")) {
            assertThat(expected.path("status").valueStream().map(JsonNode::asInt).toList())
                    .as(answer.toString())
                    .contains(answer.status());
        }
        expected.path("json").properties().forEach(entry -> {
            JsonNode value = answer.text().isEmpty() ? Json.of("null") : answer.json().at(entry.getKey());
            check(entry.getValue(), value, entry.getKey() + " of " + answer);
        });
        expected.path("headers").properties().forEach(entry -> {
            String header = answer.header().apply(entry.getKey()).orElse("");
            if (entry.getValue().isString()) {
                assertThat(header).as(entry.getKey()).startsWith(entry.getValue().stringValue());
            } else {
                assertThat(header).as(entry.getKey()).isNotEmpty();
            }
        });
    }

    private static void check(JsonNode expected, JsonNode value, String where) {
        boolean nothing = value.isMissingNode() || value.isNull() || value.isContainer() && value.isEmpty();
        List<Map.Entry<String, JsonNode>> conditions = expected.isObject()
                ? List.copyOf(expected.properties())
                : List.of();
        if (conditions.stream().noneMatch(condition -> condition.getKey().startsWith("@"))) {
            boolean nullExpected = expected.isNull() && value.isMissingNode();
            assertThat(nullExpected ? expected : value).as(where).isEqualTo(expected);
            return;
        }
        for (Map.Entry<String, JsonNode> condition : conditions) {
            JsonNode wanted = condition.getValue();
            List<JsonNode> elements = value.valueStream().toList();
            switch (condition.getKey()) {
                case "@size" -> assertThat(value.size()).as(where).isEqualTo(wanted.asInt());
                case "@absent" -> assertThat(nothing).as(where).isTrue();
                case "@present" -> assertThat(nothing).as(where).isFalse();
                case "@has" -> assertThat(elements).as(where).contains(wanted);
                case "@lacks" -> assertThat(elements).as(where).doesNotContain(wanted);
                case "@oneOf" -> assertThat(wanted.valueStream().toList())
                        .as(where)
                        .contains(value.isMissingNode() ? Json.of("null") : value);
                default -> throw new AssertionError("no condition " + condition.getKey());
            }
        }
    }
}
