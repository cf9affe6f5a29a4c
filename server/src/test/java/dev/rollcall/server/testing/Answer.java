package dev.rollcall.server.testing;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What the service answered. */
public record Answer(HttpResponse<byte[]> response) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    public int status() {
        return response.statusCode();
    }

    public String text() {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    public ObjectNode json() {
        return (ObjectNode) MAPPER.readTree(response.body());
    }

    public Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    /** Requires a SCIM error of that status in full form; gives its detail (requirements 7644-3.12-01 to -04). */
    public String error(int status) {
        assertThat(status()).as("%s", text()).isEqualTo(status);
        assertThat(header("Content-Type")).contains("application/scim+json");
        assertThat(header("Cache-Control")).contains("no-store");
        ObjectNode error = json();
        assertThat(error.path("schemas").toString()).isEqualTo("[\"urn:ietf:params:scim:api:messages:2.0:Error\"]");
        assertThat(error.path("status").stringValue()).isEqualTo(Integer.toString(status));
        String detail = error.path("detail").stringValue();
        assertThat(detail).hasSizeGreaterThan(20).doesNotContain("Exception", "\tat ");
        return detail;
    }

    /** Requires an error with a keyword. */
    public String error(int status, String scimType) {
        String detail = error(status);
        assertThat(json().path("scimType").stringValue()).isEqualTo(scimType);
        return detail;
    }
}
