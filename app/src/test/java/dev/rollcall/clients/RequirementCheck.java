package dev.rollcall.clients;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What a row of the table asks of an answer. */
final class RequirementCheck {
    private final UnaryOperator<String> text;
    private final UnaryOperator<JsonNode> value;

    RequirementCheck(UnaryOperator<String> text, UnaryOperator<JsonNode> value) {
        this.text = text;
        this.value = value;
    }

    void check(JsonNode step, Answer answer) {
        String where = step + "\n" + answer;
        JsonNode status = step.path("status");
        assertThat(status.isArray() ? status.valueStream().map(JsonNode::asInt).toList()
                : List.of(status.asInt())).as(where).contains(answer.status());
        checkHeaders(step, answer, where);
        if (step.path("empty").asBoolean(false)) {
            assertThat(answer.body()).as(where).isEmpty();
        }
        if (step.has("lacks")) {
            assertThat(answer.text()).as(where).doesNotContain(step.path("lacks").stringValue());
        }
        checkBody(step, answer, where);
    }

    private void checkHeaders(JsonNode step, Answer answer, String where) {
        each(step, "header", h -> assertThat(answer.header().apply(h.getKey())).as(where)
                .hasValueSatisfying(
                        actual -> assertThat(actual).matches(text.apply(h.getValue().stringValue()))));
        each(step, "headerIs", h -> assertThat(answer.header().apply(h.getKey())).as(where)
                .contains(text.apply(h.getValue().stringValue())));
    }

    private void checkBody(JsonNode step, Answer answer, String where) {
        if (step.has("scimType")) {
            assertThat(answer.json().path("scimType")).as(where).isEqualTo(step.path("scimType"));
        }
        each(step, "is", e -> assertThat(answer.json().at(e.getKey())).as("%s in %s", e.getKey(), where)
                .isEqualTo(value.apply(e.getValue())));
        each(step, "not", e -> assertThat(answer.json().at(e.getKey())).as(where)
                .isNotEqualTo(value.apply(e.getValue())));
        each(step, "matches", e -> assertThat(answer.json().at(e.getKey()).asString("")).as(where)
                .matches(text.apply(e.getValue().stringValue())));
        each(step, "atLeast", e -> assertThat(answer.json().at(e.getKey()).stringValue()).as(where)
                .isGreaterThanOrEqualTo(text.apply(e.getValue().stringValue())));
        each(step, "size", e -> assertThat(answer.json().at(e.getKey()).size()).as("%s in %s", e.getKey(), where)
                .isEqualTo(e.getValue().asInt()));
        step.path("absent")
                .forEach(pointer -> assertThat(answer.json().at(pointer.stringValue()).isMissingNode())
                        .as("%s in %s", pointer, where)
                        .isTrue());
    }

    private static void each(JsonNode step, String key, Consumer<Map.Entry<String, JsonNode>> check) {
        step.path(key).properties().forEach(check);
    }
}
