package dev.rollcall.directory.log;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class RedactionTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"userName\":\"a\",\"password\":\"s3cret\"}",
                "{\"PassWord\":\"s3cret\"}",
                "{\"urn:ietf:params:scim:schemas:core:2.0:User:password\":\"s3cret\"}",
                "{\"Operations\":[{\"op\":\"replace\",\"path\":\"password\",\"value\":\"s3cret\"}]}",
                "{\"Operations\":[{\"op\":\"replace\",\"Path\":\" urn:ietf:params:scim:schemas:core:2.0:User:Password\","
                        + "\"VALUE\":[{\"value\":\"s3cret\"}]}]}",
                "{\"Operations\":[{\"op\":\"replace\",\"value\":{\"password\":{\"value\":\"s3cret\"}}}]}",
                "{\"schemas\":[\"x\"],\"Filter\":\"userName eq \\\"a\\\" and Password eq \\\"s3cret\\\"\"}",
                "{\"a\":[[{\"b\":{\"client_secret\":\"s3cret\"}}]]}"
            })
    void noSecretIsLeftInABody(String body) {
        ObjectNode parsed = (ObjectNode) MAPPER.readTree(body);
        assertThat(BodyRedaction.redact(parsed, 10_000)).doesNotContain("s3cret").contains("[redacted]");
        assertThat(parsed.toString()).as("the request itself is left alone").contains("s3cret");
    }

    @Test
    void whatIsNoSecretStays() {
        ObjectNode parsed = (ObjectNode) MAPPER.readTree("{\"userName\":\"a\",\"emails\":[{\"value\":\"b\"}]}");
        assertThat(BodyRedaction.redact(parsed, 10_000)).isEqualTo(parsed.toString());
    }

    @Test
    void aBodyIsCut() {
        ObjectNode parsed = MAPPER.createObjectNode().put("userName", "x".repeat(100));
        assertThat(BodyRedaction.redact(parsed, 50)).hasSize(50);
    }

    @Test
    void noCredentialIsLeftInAQuery() {
        assertThat(PathRedaction.redact("/Users?access_token=s3cret&count=1"))
                .isEqualTo("/Users?access_token=[redacted]&count=1");
        assertThat(PathRedaction.redact("/Users?filter=Password+eq+%22s3cret%22")).doesNotContain("s3cret");
        assertThat(PathRedaction.redact("/Users?filter=userName+eq+%22a%22"))
                .isEqualTo("/Users?filter=userName+eq+%22a%22");
    }

    @Test
    void aPathIsCut() {
        assertThat(PathRedaction.redact("/" + "x".repeat(5_000))).hasSize(PathRedaction.LIMIT);
    }
}
