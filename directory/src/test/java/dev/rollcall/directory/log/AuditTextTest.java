package dev.rollcall.directory.log;

import dev.rollcall.scim.json.ScimJson;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;

class AuditTextTest {
    @Test
    void secretsAreLeftOut() {
        JsonNode value = ScimJson.tree(
                "{\"name\":\"acme\",\"options\":{\"client_secret\":\"canary\",\"list\":[{\"password\":\"canary\"}]}}");
        assertThat(AuditText.of(value)).contains("acme").doesNotContain("canary");
        assertThat(AuditText.of(ScimJson.tree("[{\"apiKey\":\"canary\"},7]")))
                .isEqualTo("[{\"apiKey\":\"[redacted]\"},7]");
        assertThat(AuditText.of(ScimJson.tree("\"tok_abcdefghijklmnop.00ff00ff\""))).doesNotContain("00ff00ff");
    }

    @Test
    void aLongTextIsCut() {
        JsonNode value = JsonNodeFactory.instance.objectNode().put("name", "x".repeat(100_000));
        assertThat(AuditText.of(value)).hasSize(AuditText.LONGEST);
        assertThat(AuditText.of(JsonNodeFactory.instance.arrayNode().add(value)).length())
                .isLessThanOrEqualTo(AuditText.LONGEST + 1);
    }
}
