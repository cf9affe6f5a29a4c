package dev.rollcall.mapping;

import dev.rollcall.mapping.expression.EventCondition;
import dev.rollcall.mapping.expression.ExpressionLimits;
import dev.rollcall.mapping.expression.RowExpressionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EventConditionTest {
    private static final ObjectNode EVENT = (ObjectNode) JsonMapper.shared().readTree("""
        {"type":"user.updated","object":{"email":"a@b.example","app_metadata":{"plan":"gold"}},
         "changed":["email"],"connection":{"name":"acme"}}""");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        type == "user.updated"                          | true
        object.app_metadata.plan == "gold"              | true
        "nickname" in changed                           | false
        connection.name == "acme" && !has(previous.email) | true
        """)
    void isTrueOrFalseOfAnEvent(String source, boolean holds) {
        assertThat(EventCondition.compile(source, ExpressionLimits.defaults()).holds(EVENT)).isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"object.email + 1", "\"text\"", "user.email", ""})
    void anythingElseIsRefused(String source) {
        assertThatExceptionOfType(RowExpressionException.class)
                .isThrownBy(() -> EventCondition.compile(source, ExpressionLimits.defaults()));
    }

    @Test
    void whatIsNotThereIsAProblemAndNotFalse() {
        EventCondition condition = EventCondition.compile("object.nothing == 1", ExpressionLimits.defaults());
        assertThatExceptionOfType(RowExpressionException.class).isThrownBy(() -> condition.holds(EVENT));
    }
}
