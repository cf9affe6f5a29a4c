package dev.rollcall.app;

import dev.rollcall.mapping.MappingLimits;
import dev.rollcall.mapping.expression.EventCondition;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The libraries that the service is shipped with fit each other where a module's own tests may have others. */
class ShippedExpressionsTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void expressionsAreCompiledAndEvaluated() {
        EventCondition condition = EventCondition.compile("object.email.endsWith('@acme.example')",
                MappingLimits.defaults().expressions());
        assertThat(condition.holds(event("ann@acme.example"))).isTrue();
        assertThat(condition.holds(event("eve@elsewhere.example"))).isFalse();
    }

    private static ObjectNode event(String email) {
        ObjectNode event = JSON.createObjectNode().put("type", "user.created");
        event.putObject("object").put("email", email);
        return event;
    }
}
